#!/bin/sh
# Installs a .deb into a bare Debian in a folder and tries it there without any network.
#   .ci/kits/try_deb.sh dist/battlemap_0.1.0_amd64.deb [folder]
# Needs root and debootstrap; the folder is kept and used again. Ends with 77 where it cannot be tried.
set -eu
package=$1
folder=${2:-/var/tmp/battlemap-bare}
[ "$(id -u)" = 0 ] || { echo '要以 root 执行'; exit 77; }
command -v debootstrap >/dev/null && command -v unshare >/dev/null || { echo '缺少 debootstrap 或 unshare'; exit 77; }
if [ ! -x "$folder/usr/bin/python3" ]; then
    needs=$(dpkg-deb -f "$package" Depends | tr ',' '\n' | sed 's/(.*//; s/ //g' | sort -u | grep -v '^libc6$' | paste -sd,)
    debootstrap --variant=minbase --include="$needs,xvfb,xauth,xdotool" bookworm "$folder" >/dev/null || exit 77
fi
cp "$package" "$folder/tmp/battlemap.deb"
in_folder() { unshare -n -m sh -c "mount -t proc proc '$folder/proc' 2>/dev/null; ip link set lo up 2>/dev/null; exec chroot '$folder' /usr/bin/env -i HOME=/root PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 sh -ec '$1'"; }
in_folder 'dpkg -i /tmp/battlemap.deb >/dev/null; battlemap --version'
in_folder 'cd /tmp; rm -f demo.battlemap; battlemap demo demo.battlemap; QT_QPA_PLATFORM=offscreen battlemap poster daily demo.battlemap -o daily.pdf --as-of 2018-11-20; test -s daily.pdf; man -w battlemap >/dev/null 2>&1 || test -s /usr/share/man/man1/battlemap.1.gz'
in_folder 'cd /tmp; xvfb-run -a sh -c "battlemap --window demo.battlemap >/dev/null 2>&1 & for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 1; xdotool search --name 挂图作战 getwindowname 2>/dev/null && break; done; kill \$! 2>/dev/null; true" | grep -q 挂图作战 && echo 窗口已打开'
in_folder 'dpkg -r battlemap >/dev/null; test ! -e /usr/lib/battlemap; test -e /tmp/demo.battlemap; echo 卸载后档案仍在'
