"""一张图 without pixels: places on a plate, lengths by calibration, the states of a road along its chainage."""
