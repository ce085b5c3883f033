#!/bin/sh
# The whole day of a Raspberry Pi cluster, played on one machine: docs/the-whole-day.md tells it.
#
#   sudo sh examples/the-whole-day.sh [balancer.jar]
#
# Each Pi is a network namespace: 192.168.0.x is the home network, 192.168.1.x the cluster's. Needs Debian's apache2, curl,
# openssl, iproute2 and Java. All of it is within namespaces of its own: nothing of this machine changes, nothing is left.
set -eu

cd "$(dirname "$0")/.."
if [ "${1:-}" != within ]; then
    jar=$(realpath "${1:-balancer-vertx/program/target/balancer.jar}")
    home=$(mktemp -d)
    chmod 755 "$home"
    status=0
    # With its first process all others of a namespace end.
    unshare --net --mount --pid --fork --kill-child --mount-proc sh "$0" within "$jar" "$home" || status=$?
    rm -rf "$home"
    exit $status
fi

jar=$2
home=$3
java="java -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar $jar"
manager=http://192.168.0.10/balancer-manager
pis="pi1 pi2 pi3 pi4"

# ---- What the rest is written with

step() { echo "== $*"; }
ok() { echo "ok: $*"; }

# What should hold, in words, and a command that says whether it does.
expect() {
    what=$1
    shift
    "$@" || failed "$what"
    ok "$what"
}

failed() {
    echo "FAILED: $*"
    tail -n 20 "$home"/*.out 2>/dev/null || true
    exit 1
}

# On a machine: on laptop curl ...
on() {
    machine=$1
    shift
    nsenter --net="/run/netns/$machine" -- "$@"
}

# Until a command succeeds, for a minute and more.
await() {
    tries=300
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || failed "waited in vain: $*"
        sleep 0.2
    done
}

get() { on "$1" curl -fsS -m 10 "$2" 2>>"$home/curl.out"; }
status_of() { on "$1" curl -s -m 5 -o /dev/null -w '%{http_code}' "$2" || true; }
served() { get dev "http://$1/.version" || true; }
has() { [ "$(served "$1")" = "$2" ]; }
all_have() { for pi in 101 102 103 104; do has "192.168.1.$pi" "$1" || return 1; done; }
answers() { [ "$(status_of "$1" "$2")" = "$3" ]; }
version_in() { sed -n 's/^published \([^:]*\):.*/\1/p' "$1"; }
shows() { get "$1" "$2" | grep -q "$3"; }

# Whether the laptop is told this of the cluster; all that it is told is in status.out.
status_says() {
    on laptop $java status --manager $manager >"$home/status.out" 2>&1 && grep -q "$1" "$home/status.out"
}

# ---- The network: two switches; a name, an interface and an address for each end of a cable

switch() { ip link add "$1" type bridge && ip link set "$1" up; }

cable() {
    [ -e "/run/netns/$1" ] || { ip netns add "$1" && on "$1" ip link set lo up; }
    ip link add "$1.$2" type veth peer name "$2" netns "$1"
    ip link set "$1.$2" master "$4" up
    on "$1" ip address add "$3/24" dev "$2"
    on "$1" ip link set "$2" up
}

network() {
    mkdir -p /run/netns
    mount -t tmpfs none /run/netns
    switch home0
    switch cluster0
    cable visitor eth0 192.168.0.1 home0
    cable laptop wlan0 192.168.0.7 home0
    cable balancer eth0 192.168.0.10 home0
    cable balancer eth1 192.168.1.10 cluster0
    cable dev wlan0 192.168.0.20 home0
    cable dev eth0 192.168.1.1 cluster0
    host=101
    for pi in $pis; do
        cable "$pi" eth0 "192.168.1.$host" cluster0
        host=$((host + 1))
    done
    on laptop ip route add 192.168.1.0/24 via 192.168.0.10
}

# ---- The machines

# A worker: Debian's Apache, and a pull of the site every two seconds (a minute is usual).
worker() {
    mkdir -p "$home/$1/log"
    cat >"$home/$1/httpd.conf" <<CONF
ServerName $1
ServerRoot $home/$1
PidFile $home/$1/httpd.pid
DefaultRuntimeDir $home/$1
ErrorLog $home/$1/log/error.log
Include /etc/apache2/mods-available/mpm_event.load
Include /etc/apache2/mods-available/authz_core.load
Include /etc/apache2/mods-available/dir.load
Include /etc/apache2/mods-available/mime.load
TypesConfig /etc/mime.types
StartServers 1
ThreadsPerChild 25
User www-data
Group www-data
Listen 80
DocumentRoot $home/$1/site/current
<Directory $home/$1/site>
  Require all granted
  Options FollowSymLinks
  DirectoryIndex index.html
</Directory>
CONF
    on "$1" $java pull --from http://192.168.1.1:8081/ --into "$home/$1/site" --verify "$home/site.pub" \
        --name "$2" --every 2s >"$home/$1-pull.out" 2>&1 &
    await test -e "$home/$1/site/current/.version"
    on "$1" env APACHE_RUN_DIR="$home/$1" /usr/sbin/apache2 -f "$home/$1/httpd.conf" -DFOREGROUND >"$home/$1.out" 2>&1 &
}

site() {
    rm -f "$home"/site/app-*.js
    echo "<script src=\"app-$1.js\"></script> version $1" >"$home/site/index.html"
    echo "app $1" >"$home/site/app-$1.js"
}

publish() {
    $java publish "$home/site" --to "$home/updates" --sign "$home/site.key" "$@" >"$home/publish.out" 2>&1 \
        || failed "publish"
    version=$(version_in "$home/publish.out")
}

roll_out() {
    on dev $java rollout --manager $manager --cluster rpicluster --updates "$home/updates" --sign "$home/site.key" \
        --journal "$home/journal.json" --version "$1" >"$home/rollout.out" 2>&1 || failed "rollout"
}

# Visitors come all day: a page, and the script that it names. A line for each that was not served.
visit() {
    while [ ! -e "$home/night" ]; do
        if page=$(get visitor http://192.168.0.10/) && script=$(expr "$page" : '.*src="\([^"]*\)"') \
            && get visitor "http://192.168.0.10/$script" >/dev/null; then
            echo "$page" | sed 's/.*version /served /' >>"$home/visits"
        else
            echo "lost: $page" >>"$home/visits"
        fi
    done
}

visits() { grep -c "^$1" "$home/visits" || true; }

# ---- The day

step "1. Install: four workers, the development Pi, the balancer between two networks"
network
mkdir "$home/site" "$home/log"
openssl genpkey -algorithm ed25519 -out "$home/site.key" 2>/dev/null
openssl pkey -in "$home/site.key" -pubout -out "$home/site.pub"
site 1
publish
first=$version
on dev $java serve "$home/updates" --listen 192.168.1.1:8081 >"$home/serve.out" 2>&1 &
await answers dev http://192.168.1.1:8081/manifest.json 200
host=101
for pi in $pis; do
    worker "$pi" "192.168.1.$host"
    host=$((host + 1))
done
await all_have "$first"
ok "four workers serve version $first"

step "2. Configure: the Apache file as it is"
$java check examples/sites-available-default.conf >"$home/check.out" 2>&1 || failed "check"
ok "check: $(grep 'lines translated' "$home/check.out" | sed 's/.*conf: //')"
on balancer env APACHE_LOG_DIR="$home/log" $java run examples/sites-available-default.conf >"$home/balancer.out" 2>&1 &
balancer=$!
await grep -q '^ready' "$home/balancer.out"
ok "balancer: $(grep '^ready' "$home/balancer.out")"
expect "a visitor sees the front page" shows visitor http://192.168.0.10/ "version 1"
expect "the manager is for 192.168.0 only" answers pi1 http://192.168.1.10/balancer-manager 403
expect "no packet goes through to the cluster's network" answers laptop http://192.168.1.101/ 000

step "3. Watch: the manager from the laptop"
visit &
for i in 1 2 3 4 5 6 7 8; do get laptop http://192.168.0.10/ >/dev/null; done
expect "four of four serve" status_says "4 of 4 serve"
cat "$home/status.out"
expect "the page shows them" shows laptop $manager "Members of rpicluster"

step "4. Publish a change, and roll it out: nothing of it is seen but the new page"
roll_out "$first"
site 2
publish --assets-first
roll_out "$version"
publish --with-previous
second=$version
roll_out "$second"
sed 's/^/   /' "$home/rollout.out"
expect "all four serve $second" all_have "$second"
expect "status says which version each serves" status_says "$second"
expect "of $(visits served) visits none was lost" [ "$(visits lost)" = 0 ]

step "5. Lose a Pi: its cable is pulled"
before=$(visits served)
ip link set pi2.eth0 nomaster
await status_says "192.168.1.102:80  down"
cat "$home/status.out"
more() { [ "$(visits served)" -gt $((before + 100)) ]; }
await more
lost=$(visits lost)
expect "three serve on: $(($(visits served) - before)) more visits; on connections to it were lost: $lost" [ "$lost" -le 4 ]

step "6. Bring it back"
ip link set pi2.eth0 master cluster0
await has 192.168.1.102 "$second"
on laptop $java recover 192.168.1.102:80 --manager $manager >/dev/null
await status_says "4 of 4 serve"
cat "$home/status.out"
ok "four of four serve again"
expect "nothing was lost by that" [ "$(visits lost)" = "$lost" ]

step "7. Night: the balancer is told to stop"
touch "$home/night"
kill -TERM "$(pgrep -f "run examples/sites-available-default.conf")"
expect "it ends with status 0" wait "$balancer"
expect "access.log has $(wc -l <"$home/log/access.log") lines, as Apache wrote them" [ -s "$home/log/access.log" ]
echo "The day is over."
