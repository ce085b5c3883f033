"""Rules of a server, of folders and of locations, and the paths that they are asked with."""

CONFIGURATION = r"""
<VirtualHost *:{port}>
ServerName a.test
DocumentRoot {home}/www
<Directory {home}/www>
 Require all granted
</Directory>
<Directory {home}/other>
 Require all granted
 RewriteEngine On
 RewriteRule ^al/(.*) a.html [L]
 RewriteRule ^red/(.*) /al/a.html [R,L]
</Directory>
Alias /al {home}/other

RewriteEngine On
RewriteMap own txt:{home}/map
RewriteMap esc int:escape
RewriteMap une int:unescape
RewriteMap lower int:tolower
RewriteRule ^/b1/(.*) http://{member}/r?q=$1 [P,B]
RewriteRule ^/b2/(.*) http://{member}/r?q=$1 [P,B=#?&]
RewriteRule ^/b3/(.*) http://{member}/r?q=$1 [P,B,BNP]
RewriteRule ^/b4/(.*) http://{member}/r?q=$1 [P,BCTLS]
RewriteRule ^/b5/(.*) http://{member}/r?q=$1 [P,B,BNE=/:]
RewriteRule ^/b6/(.*) http://{member}/r/$1 [P,B]
RewriteRule ^/b7/(.*) http://{member}/r?q=$1 [P,BCTLS,B=&]
RewriteRule ^/b8/(.*) http://{member}/r?q=$1 [P,BNP]
RewriteRule ^/b9/(.*) http://{member}/r?q=$1 "[P,B= &,BNP]"
RewriteRule ^/q1/(.*) http://{member}/r?a/$1?b=1 [P,QSL]
RewriteRule ^/q2/(.*) http://{member}/r?a/$1?b=1 [P]
RewriteRule ^/m1/(.*) http://{member}/m/${{own:$1|else}}/${{own:b}}/${{esc:$1}}/${{une:a\%2db}}/${{lower:ABC$1}}/${{own:${{lower:K}}|x}} [P]
RewriteRule ^/co1 - [CO=nm:val:.a.test:10:/p:secure:httponly:Lax,E=FOO:bar%{{REQUEST_URI}}]
RewriteRule ^/co1 - [CO=nm:other:.a.test]
RewriteCond %{{ENV:FOO}} ^bar
RewriteRule ^/co1 - [E=SEEN:yes]
RewriteRule ^/co1 http://{member}/c [P,E=!BAZ]
RewriteRule ^/co2 - [CO=nm:v:a.test,F]
RewriteRule ^/co3 /elsewhere [CO=nm:v:x.test:0,R]
RewriteRule ^/co4 /al/a.html [CO=;nm;v:1;x.test,PT]
RewriteCond %{{HTTP:X-Number}} -gt5 [OR]
RewriteCond expr "%{{HTTP:X-Word}} == 'y'"
RewriteRule ^/number - [R=404]
RewriteRule ^/chain1 /chain2 [C]
RewriteRule ^/chain2 http://{member}/chained [P]
RewriteRule ^/skip - [S=1]
RewriteRule ^/skip - [F]
RewriteRule ^/next/(.*)x(.*)$ /next/$1y$2 [N]
RewriteRule ^/next/(.*) http://{member}/next/$1 [P]
RewriteRule ^/dpi/(.*) http://{member}/dpi/$1 [P,DPI]
RequestHeader set X-Foo "%{{FOO}}e/%{{SEEN}}e"

ProxyPass /pp http://{member}/mm
ProxyPass /bal balancer://c/bb
ProxyPass /closed http://{member}/closed
ProxyPass /open http://{member}/open
<Proxy balancer://c>
 BalancerMember http://{member}
</Proxy>
<Location /pp>
 RewriteEngine On
 RewriteCond %{{REQUEST_FILENAME}} (.*)
 RewriteRule (.*) - [E=FOO:%1]
 RewriteRule secret - [F]
 RewriteRule ^(.*)/move/(.*)$ /bal/moved/$2 [L]
 RewriteRule /rel/ rel/x [L]
 RewriteRule /red/ rel/x [R,L]
 RewriteRule /red2/ /rel/x [R,L]
 RewriteRule /loop/ /pp/loop/x [L]
 RewriteRule /p/ http://{member}/other [P]
</Location>
<Location /pp/inner>
 RewriteRule inner - [R=410]
</Location>
<Location /pp/free>
 RewriteEngine Off
</Location>
<Location /bal>
 RewriteEngine On
 RewriteRule (.*) - [E=FOO:$1]
</Location>
<Location /closed>
 Require all denied
 RewriteEngine On
 RewriteRule ^ http://elsewhere.test/ [R]
</Location>
<Location /open>
 RewriteEngine On
 RewriteRule ^ http://elsewhere.test/%{{REQUEST_URI}} [R=307]
</Location>

<Directory {home}/www/app>
 RewriteEngine On
 RewriteRule ^r1$ f.html [L]
 RewriteRule ^r3$ /app/f.html [L]
 RewriteRule ^r4$ /app/f.html [R=301,L]
 RewriteRule ^r5$ - [F]
 RewriteRule ^r6$ /al/a.html [L]
 RewriteRule ^r7$ http://{member}/d [P]
 RewriteRule ^r8$ %{{REQUEST_FILENAME}}x [L]
 RewriteRule ^r8x$ f.html [L]
 RewriteRule ^pi/(.*)$ q
 RewriteRule ^di/(.*)$ q [DPI]
 RewriteRule ^(q.*)$ http://{member}/pi/$1 [P]
 RewriteRule ^l1(.*)$ l1$1x [L]
 RewriteRule ^e1$ e2 [END]
 RewriteRule ^e2$ - [F]
 RewriteRule ^$ f.html [L]
 RewriteRule ^sub/r1$ f.html [L]
 RewriteRule ^sub/abs$ /pp/abs [L]
 RewriteRule ^leak$ f.html [R,L]
 RewriteCond %{{REQUEST_FILENAME}} !-f
 RewriteRule ^nofile/ f.html [L]
 RewriteRule ^f.html/more - [G]
 RewriteRule ^index.html$ - [G]
</Directory>
<Directory {home}/www/spa>
 RewriteEngine On
 RewriteBase /spa
 RewriteCond %{{REQUEST_FILENAME}} !-f
 RewriteCond %{{REQUEST_FILENAME}} !-d
 RewriteRule ^ page.html [L]
</Directory>
<Directory {home}/www/spa/deep>
 RewriteRule ^x$ - [G]
</Directory>
<Directory {home}/www/once>
 RewriteEngine On
 RewriteCond %{{ENV:REDIRECT_STATUS}} ^$
 RewriteRule ^(.*)$ f.html
 RewriteRule ^b r.html [R,L]
 RewriteBase /once
</Directory>
<DirectoryMatch "/www/dm/sub">
 Require all denied
</DirectoryMatch>
<Directory {home}/www/*/user?>
 Require all denied
</Directory>
<Directory {home}/www/dm/user1/pub>
 Require all granted
</Directory>
<Location /nol>
 RewriteEngine On
 RewriteRule (.*)/x$ /app/f.html [L]
 RewriteRule nol/(f)$ - [F]
 RewriteRule rel$ zzz [R,L]
</Location>
</VirtualHost>
"""

FILES = {
    "www/index.html": "index", "www/app/index.html": "index of app", "www/app/f.html": "file of app",
    "www/app/sub/s.html": "below", "www/spa/page.html": "page", "www/spa/real.html": "real", "www/spa/deep/d.html": "deep",
    "www/once/f.html": "once", "other/a.html": "other",
    "www/dm/f.html": "file", "www/dm/index.html": "page of dm", "www/dm/sub/g.html": "shut",
    "www/dm/user1/p.html": "shut", "www/dm/user1/pub/p.html": "open", "map": "#k no\nk v1 rest\nb x|y\n",
}

GROUPS = "a%26b%20c/d%3a%23%25x_-.~"

PATHS = (
    [f"/b{number}/{GROUPS}" for number in range(1, 10)]
    + """/q1/x /q2/x /m1/k /m1/zz /m1/%23k /co1 /co2 /co3 /co4 /number /chain1 /chain2 /skip /next/axbxc /dpi/a
      /pp /pp/x?y=1 /pp/secret /pp/x?secret /pp/move/z?q=1 /pp/rel/x /pp/red/x /pp/red2/x?k /pp/loop/x /pp/p/x?w=1
      /pp/inner /pp/inner/x /pp/innerx /pp/free/secret /bal/x%20y?z /pp/a%20b?c /closed/x /open/x
      /app /app/ /app/r1 /app/r1?q /app/r3 /app/r4?x=1 /app/r5 /app/r6 /app/r7 /app/r7/ /app/r8 /app/pi/a/b /app/di/a/b /app/pi/a
      /app/l1 /app/e1 /app/e2 /app/r1/zz /app/sub/r1 /app/sub/r1/x /app/sub/s.html /app/sub/abs?b=c /app/leak /app/index.html
      /app/nofile/x /app/f.html /app/f.html/more
      /spa/ /spa /spa/real.html /spa/any /spa/any/more /spa/deep/d.html /spa/deep/x /spa/deep/y /once/a /once/b /once
      /al/al/x /al/red/x /al/a.html /nol/a/x /nol/f /nol/rel /nol / /index.html
      /dm /dm/ /dm/f.html /dm/sub/g.html /dm/sub/ /dm/sub/none/x /dm/none /dm/user1/ /dm/user1/p.html /dm/user1/pub/p.html""".split())

FIELDS = ({}, {"X-Number": "6"}, {"X-Number": "5", "X-Word": "y"})

# What differs, and why.
DIFFERING = {
    "/app/leak": "without RewriteBase httpd sends clients to the folder's own name",
}
