@echo off
chcp 65001 >nul
cd /d "%~dp0"
call "%~dp0find_python.cmd"
if not defined PY (pause & exit /b 1)
%PY% battlemap_setup.py install %*
if not "%1"=="/quiet" pause
