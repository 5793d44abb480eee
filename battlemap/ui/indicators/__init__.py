"""运行监测: indicators as lamps, one of them enlarged, and the grid by which figures are entered."""
