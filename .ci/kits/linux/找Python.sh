# 找一个能用的 Python：先找系统自带的，没有就解压安装包 python 文件夹里附带的。
PYTHON=
for candidate in python3.11 python3.12 python3.13 python3.10 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
        PYTHON=$(command -v "$candidate")
        break
    fi
done
if [ -z "$PYTHON" ]; then
    for archive in python/*.tar.gz; do
        [ -f "$archive" ] || continue
        mkdir -p .python && tar -xzf "$archive" -C .python || exit 1
        for candidate in .python/bin/python3 .python/*/bin/python3; do
            [ -x "$candidate" ] && PYTHON=$(pwd)/$candidate && break
        done
    done
fi
if [ -z "$PYTHON" ]; then
    echo '没有找到 Python 3.10 或更新的版本。请把 Python 压缩包（.tar.gz）放进安装包的 python 文件夹后再试，见“安装说明.txt”。' >&2
    exit 1
fi
