@echo off
set PY=
for %%v in (3.12) do (
  if not defined PY py -%%v -c "" >nul 2>nul && set PY=py -%%v
)
if defined PY exit /b 0
for %%z in ("%~dp0python\*.zip") do (
  if not exist "%~dp0.python\python.exe" mkdir "%~dp0.python" 2>nul & tar -xf "%%z" -C "%~dp0.python"
)
if exist "%~dp0.python\python.exe" set PY="%~dp0.python\python.exe"
if defined PY exit /b 0
python -c "import sys; sys.exit(sys.version_info < (3, 10))" >nul 2>nul && set PY=python
if defined PY exit /b 0
echo 没有找到 Python 3.12。请把 Python 压缩包（embed-amd64.zip）放进安装包的 python 文件夹后再试，见“安装说明.txt”。
exit /b 1
