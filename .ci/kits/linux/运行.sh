#!/bin/sh
# 不安装，直接从本文件夹（如 U 盘）运行；设置和日志也留在本文件夹。
cd "$(dirname "$0")" || exit 1
. ./找Python.sh
exec "$PYTHON" battlemap_setup.py portable "$@"
