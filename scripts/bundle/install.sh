#!/bin/sh
# Installs Haoban on a Debian server from the unpacked archive, without a network. Run it as root:  sh install.sh
# A second run brings a newer release in; settings, data and keys stay. DESTDIR=/somewhere installs below that folder and starts nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${DESTDIR:-}

node=$(command -v node) || { echo '没有找到 Node。请先装 Node 20.19、22.12 或 24 以上的版本' >&2; exit 1; }
"$node" "$here/bin/node-version.mjs"
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then echo '请用 root 运行' >&2; exit 1; fi

install -d -m 755 "$root/opt" "$root/etc/systemd/system"
rm -rf "$root/opt/haoban.new"
cp -R "$here" "$root/opt/haoban.new"
rm -rf "$root/opt/haoban.old"
if [ -d "$root/opt/haoban" ]; then mv "$root/opt/haoban" "$root/opt/haoban.old"; fi
mv "$root/opt/haoban.new" "$root/opt/haoban"
chmod -R go-w,a+rX "$root/opt/haoban"
for unit in haoban.service haoban-worker@.service; do
  sed "s|/usr/bin/node|$node|" "$here/docs/guide/$unit" >"$root/etc/systemd/system/$unit"
done

if [ -z "$root" ]; then
  id haoban >/dev/null 2>&1 || useradd --system --home-dir /var/lib/haoban --create-home haoban
  install -d -m 750 -o root -g haoban /etc/haoban
  [ -f /etc/haoban/city.env ] || install -m 640 -o root -g haoban /dev/null /etc/haoban/city.env
  install -d -m 700 -o haoban -g haoban /var/lib/haoban
  systemctl daemon-reload
fi
echo '装好了：/opt/haoban。请在 /etc/haoban/city.env 里写设置（docs/guide/run-a-city.md），再运行 systemctl enable --now haoban'
