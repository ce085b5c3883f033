"""Rules in sections that go by an expression, that inherit rules, and that take a base over."""

CONFIGURATION = r"""
<VirtualHost *:{port}>
ServerName sections.test
DocumentRoot {home}/sections
<Directory {home}/sections>
 Require all granted
</Directory>
ProxyPass /pp http://{member}/mm
ProxyPass /in http://{member}/in
ProxyPass /iff http://{member}/iff
ProxyPass /px http://{member}/px
RequestHeader set X-Foo "%{{FOO}}e/%{{SEEN}}e"
RewriteEngine On
<Location /pp>
 RewriteRule secret - [F]
 RewriteRule ^ - [E=SEEN:pp]
</Location>
<LocationMatch "^/pp/(m[a-z]*)">
 RewriteRule (.*) - [E=FOO:$1]
 RewriteRule gone - [G]
 RewriteRule secret - [R=404]
 RewriteRule move/(.*)$ /in/moved/$1 [L]
 RewriteRule rel/(.*)$ rel/x/$1 [L]
 RewriteRule red/(.*)$ rel/x/$1 [R,L]
 RewriteRule red2/(.*)$ /rel/$1 [R,L]
</LocationMatch>
<Location /pp/mine/own>
 RewriteRule gone - [F]
</Location>
<LocationMatch "off$">
 RewriteEngine Off
</LocationMatch>
<Location /pp/w*d>
 RewriteRule (.*) - [E=FOO:wild]
</Location>
<Location ~ "tilde">
 RewriteRule (.*) - [E=FOO:tilde]
</Location>
<If "%{{QUERY_STRING}} =~ /if/">
 RewriteRule (.*) - [E=FOO:if$1]
 RewriteRule ifgone - [G]
 RewriteRule ifmove/(.*)$ /in/ifmoved/$1 [L]
</If>
<Location /in>
 RewriteRule a1 - [E=FOO:a1]
 RewriteRule stop - [F]
</Location>
<Location /in/b>
 RewriteOptions Inherit
 RewriteRule b1 - [E=SEEN:b1]
 RewriteRule early - [G]
</Location>
<Location /in/b/c>
 RewriteRule c1 - [E=SEEN:c1]
 RewriteRule stop - [G]
</Location>
<Location /in/d>
 RewriteOptions InheritBefore
 RewriteRule d1 - [E=SEEN:d1]
 RewriteRule stop - [G]
</Location>
<Location /in/e>
 RewriteOptions InheritDown
 RewriteRule e1 - [E=SEEN:e1]
 RewriteRule stop - [G]
</Location>
<Location /in/e/f>
 RewriteRule f1 - [E=SEEN:f1]
</Location>
<Location /in/e/g>
 RewriteOptions IgnoreInherit
 RewriteRule g1 - [E=SEEN:g1]
</Location>
<Location /in/h>
 RewriteOptions InheritDownBefore
 RewriteRule stop - [G]
</Location>
<Location /in/h/i>
 RewriteRule stop - [R=404]
</Location>
<Location /in/j>
 RewriteOptions Inherit
</Location>
<Proxy http://{member}/px>
 RewriteRule (.*) - [E=FOO:p$1]
 RewriteRule gone - [G]
</Proxy>
<Proxy *>
 RewriteRule starstop - [F]
 RewriteRule (.*) - [E=SEEN:star]
</Proxy>
<Directory {home}/sections/base>
 RewriteBase /al/
 RewriteRule x1$ f.html [L]
</Directory>
<Directory {home}/sections/base/sub>
 RewriteRule x1$ f.html [L]
</Directory>
<Directory {home}/sections/base/mer>
 RewriteOptions MergeBase
 RewriteRule x1$ f.html [L]
</Directory>
<Directory {home}/sections/inh>
 RewriteRule ^(.*)up$ - [F]
 RewriteRule a(.*)$ - [G]
</Directory>
<Directory {home}/sections/inh/sub>
 RewriteOptions Inherit
 RewriteRule down$ - [R=404]
 RewriteRule ^f(.*)up$ f.html [L]
</Directory>
<Location /base/loc>
 RewriteBase /al/
</Location>
<Location /base/loc>
 RewriteRule x1$ f.html [L]
</Location>
<Location /locb>
 RewriteBase /al/
 RewriteRule x1$ f.html [L]
</Location>
<Directory {home}/sections/base/on>
 RewriteEngine Off
 RewriteBase /al
 RewriteRule x1$ f.html [L]
</Directory>
<Directory {home}/sections/base/on/more>
 RewriteEngine On
 RewriteRule x1$ f.html [L]
</Directory>
</VirtualHost>
<VirtualHost *:{port}>
ServerName inheriting.test
DocumentRoot {home}/sections
<Directory {home}/sections>
 Require all granted
 RewriteRule dir1 - [E=FOO:dir1]
 RewriteRule both - [F]
</Directory>
ProxyPass /in http://{member}/in
RequestHeader set X-Foo "%{{FOO}}e/%{{SEEN}}e"
RewriteEngine On
RewriteOptions Inherit
<Proxy *>
 RewriteRule prox1 - [E=FOO:prox1]
 RewriteRule both - [F]
</Proxy>
<Location /in>
 RewriteRule in1 - [E=SEEN:in1]
 RewriteRule both - [G]
</Location>
<LocationMatch "/in/deep">
 RewriteRule deep1 - [E=SEEN:deep1]
</LocationMatch>
<Location /inh>
 RewriteRule inh1 - [R=404]
 RewriteRule both - [G]
</Location>
</VirtualHost>
"""

FILES = {'sections/a.txt': 't',
 'sections/al/f.html': 'alf',
 'sections/base/f.html': 'bf',
 'sections/base/loc/f.html': 'blocf',
 'sections/base/mer/f.html': 'bmf',
 'sections/base/on/f.html': 'bonf',
 'sections/base/on/more/f.html': 'bmoref',
 'sections/base/sub/f.html': 'bsf',
 'sections/index.html': 'index',
 'sections/inh/f.html': 'inf',
 'sections/inh/sub/f.html': 'isf',
 'sections/s.html': 's'}

PATHS = """\
/pp /pp/x /pp/secret /pp/mine /pp/mine/gone /pp/mine/secret /pp/mine/move/a?q /pp/mine/rel/a /pp/mine/red/a
/pp/mine/red2/a /pp/mine/own /pp/mine/own/gone /pp/mine/own/off /pp/mine/secretoff /pp/secretoff /pp/wild /pp/world
/pp/wd/x /pp/w/d /pp/mine/tilde /pp/x?if /pp/mine?if /pp/secret?if /pp/ifgone?if /pp/mine/ifmove/1?if /iff/ifgone
/iff/x?if /iff/off?if /in /in/a1 /in/stop /in/b/b1 /in/b/a1 /in/b/stop /in/b/early /in/b/earlystop /in/b/c/c1 /in/b/c/a1
/in/b/c/b1 /in/b/c/stop /in/b/c/early /in/d/d1 /in/d/a1d1 /in/d/stop /in/e/e1 /in/e/a1 /in/e/stop /in/e/f/f1 /in/e/f/e1
/in/e/f/stop /in/e/g/g1 /in/e/g/stop /in/e/g/a1 /in/h/stop /in/h/i/stop /in/j/a1 /in/j/stop /px /px/a /px/gone
/px/starstop /px/m/a /px/m/matchstop /px/m/starstop /pp/starstop /base/x1 /base/sub/x1 /base/mer/x1 /base/loc/x1
/locb/x1 /base/on/x1 /base/on/more/x1 /base/f.html /inh/up /inh/a /inh/sub/up /inh/sub/a /inh/sub/down /inh/sub/fup
""".split()

INHERITING = """/in /in/in1 /in/prox1 /in/both /in/deep /in/deep1 /in/deep/in1 /in/deep/both /in/deep/prox1 /inh/inh1 /inh/dir1 /inh/both
/f.html /dir1 /both""".split()
