#!/bin/sh
# HTTPS in one command, as root, after deploy/README.md's service runs:
#   sh deploy/https.sh skp.kantor.lan
# The name (or IP address) is the one that browsers in the office use. Caddy from Debian's packages becomes the reverse
# proxy; its own certificate authority is copied to skpweb-ca.crt, to be installed once on each computer of the office.
set -eu
cd "$(dirname "$0")"
nama=${1:?"pemakaian: sh deploy/https.sh nama-atau-alamat-server"}
ca=/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt

[ "$(id -u)" = 0 ] || { echo "Jalankan sebagai root: sudo sh deploy/https.sh $nama" >&2; exit 1; }
if ! command -v caddy >/dev/null; then
    apt-get -q update
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends caddy
fi
[ ! -f /etc/caddy/Caddyfile ] || cp -p /etc/caddy/Caddyfile /etc/caddy/Caddyfile.sebelum-skpweb
sed "s/skp\.kantor\.lan/$nama/g" Caddyfile >/etc/caddy/Caddyfile
caddy adapt --adapter caddyfile --config /etc/caddy/Caddyfile >/dev/null

touch /etc/skpweb.env
chmod 600 /etc/skpweb.env
sed -i '/^SKPWEB_HTTPS=/d; /^SKPWEB_PROXIES=/d' /etc/skpweb.env
printf 'SKPWEB_HTTPS=1\nSKPWEB_PROXIES=1\n' >>/etc/skpweb.env
systemctl restart skpweb caddy

# the authority is made at Caddy's first start
detik=0
until [ -f "$ca" ] || [ $detik = 20 ]; do
    sleep 1
    detik=$((detik + 1))
done
cp "$ca" ../skpweb-ca.crt
echo "Buka https://$nama. Pasang skpweb-ca.crt sebagai otoritas sertifikat tepercaya pada komputer kantor, satu kali."
