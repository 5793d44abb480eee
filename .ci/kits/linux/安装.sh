#!/bin/sh
# 安装到本用户的文件夹，不需要管理员和网络。可加 --to 文件夹。
cd "$(dirname "$0")" || exit 1
. ./找Python.sh
exec "$PYTHON" battlemap_setup.py install "$@"
