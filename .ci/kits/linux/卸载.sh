#!/bin/sh
# 卸载程序；作战行动档案、备份和个人设置不动。
cd "$(dirname "$0")" || exit 1
. ./找Python.sh
exec "$PYTHON" battlemap_setup.py uninstall "$@"
