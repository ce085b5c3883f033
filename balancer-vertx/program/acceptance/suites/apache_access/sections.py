"""Sections about who gets in, by a name: the lines, and the paths at which they are asked."""

MEMBERS = """\
DocumentRoot HOME
<Directory />
Require all denied
</Directory>
SetEnvIf X-Pass "^letmein$" pass
SetEnvIfNoCase User-Agent bot !pass
SetEnvIf Remote_Addr "^127\\.0\\.6\\." six
SetEnv late 1
<Proxy balancer://all>
BalancerMember http://MEMBER
</Proxy>
<Proxy balancer://open>
BalancerMember http://MEMBER
</Proxy>
<Proxy balancer://closed>
BalancerMember http://MEMBER
Require ip 127.0.5
</Proxy>
ProxyPass /not-forwarded !
ProxyPass /o/ balancer://open/
ProxyPass /c/ balancer://closed/
ProxyPass / balancer://all/
"""

LOGIN = "AuthType Basic\nAuthName \"Our \\\"site\\\"\"\nAuthUserFile HOME/users\nAuthGroupFile HOME/groups\n"


def location(path, *lines, asked=None):
    return f"<Location {path}>\n" + "\n".join(lines) + "\n</Location>", asked or f"{path} {path}/x"


SECTIONS = {
    "nothing": ("", "/free"),
    "all granted": location("/granted", "Require all granted"),
    "all denied": location("/denied", "Require all denied", asked="/denied /denied/x /deniedx //denied /%64enied"),
    "addresses": location("/ip", "Require ip 127.0.5 127.0.6.0/24", "Require ip ::1"),
    "a mask": location("/mask", "Require ip 127.0.5.0/255.255.255.0"),
    "local": location("/local", "Require local"),
    "methods": location("/method", "Require method GET DELETE"),
    "a variable": location("/env", "Require env pass six"),
    "a variable that comes late": location("/late", "Require env late"),
    "all of": location("/all", "<RequireAll>", "Require ip 127.0.5", "Require method POST", "</RequireAll>"),
    "all but": location("/but", "<RequireAll>", "Require all granted", "Require not ip 127.0.5", "</RequireAll>"),
    "none of": location("/none", "<RequireAll>", "Require all granted", "<RequireNone>", "Require ip 127.0.5",
                        "Require method POST", "</RequireNone>", "</RequireAll>"),
    "any of all": location("/nested", "<RequireAny>", "<RequireAll>", "Require ip 127.0.5", "Require method GET",
                           "</RequireAll>", "Require ip 127.0.6", "</RequireAny>"),
    "a user": location("/user", LOGIN, "Require user anna"),
    "any user": location("/valid", LOGIN, "Require valid-user"),
    "a group": location("/group", LOGIN, "Require group admins"),
    "a user or an address": location("/or", LOGIN, "Require user anna", "Require ip 127.0.5"),
    "a user and an address": location("/and", LOGIN, "<RequireAll>", "Require valid-user", "Require ip 127.0.5",
                                      "</RequireAll>"),
    "not a user": location("/notuser", LOGIN, "<RequireAll>", "Require all granted", "Require not user ben",
                           "</RequireAll>"),
    "not a user, but some": location("/notben", LOGIN, "<RequireAll>", "Require valid-user", "Require not user ben",
                                     "</RequireAll>"),
    "a login that nothing asks for": location("/unasked", LOGIN),
    "a login from around": location("/around", LOGIN),
    "a login within": location("/around/in", "Require user ben"),
    "allow first": location("/ad", "Order allow,deny", "Allow from 127", "Deny from 127.0.5"),
    "allow first, none": location("/adnone", "Order Allow,Deny"),
    "deny first": location("/da", "Order deny,allow", "Deny from all", "Allow from 127.0.5"),
    "deny first, none": location("/danone", "Order Deny,Allow"),
    "deny first, without deny": location("/danodeny", "Order deny,allow", "Allow from 10"),
    "deny alone": location("/deny", "Deny from 127.0.5"),
    "deny some, allow some of them": location("/some", "Order deny,allow", "Deny from 127.0", "Allow from 127.0.5"),
    "mutual failure": location("/mutual", "Order mutual-failure", "Allow from 127.0.5", "Deny from 127.0.6"),
    "deny from none": location("/nobody", "Deny from none"),
    "allow by a variable": location("/allowenv", "Order deny,allow", "Deny from all", "Allow from env=pass"),
    "deny by a variable": location("/denyenv", "Order allow,deny", "Allow from all", "Deny from env=pass env=six"),
    "allow without a variable": location("/allownot", "Order deny,allow", "Deny from all", "Allow from env=!pass"),
    "both syntaxes": location("/both", "Order deny,allow", "Deny from all", "Allow from 127.0.5 127.0.6",
                              "Require ip 127.0.6 127.0.0.1"),
    "either syntax": location("/either", "Order deny,allow", "Deny from all", "Allow from 127.0.5",
                              "Require ip 127.0.6", "Satisfy Any"),
    "Satisfy Any without Order": location("/satisfy", LOGIN, "Require valid-user", "Satisfy Any"),
    "Satisfy Any, denied, with a user": location("/satisfied", LOGIN, "Require valid-user", "Order allow,deny",
                                                 "Allow from 127.0.5", "Satisfy Any"),
    "Satisfy All with a user": location("/satisfyall", LOGIN, "Require valid-user", "Order allow,deny",
                                        "Allow from 127.0.5", "Satisfy All"),
    "Limit": location("/limit", "<Limit DELETE>", "Require all denied", "</Limit>"),
    "Limit GET": location("/limitget", "<Limit GET>", "Require ip 127.0.5", "</Limit>"),
    "Limit beside Require": location("/limitbeside", "Require ip 127.0.5", "<Limit POST>", "Require ip 127.0.6",
                                     "</Limit>"),
    "Limit with a user": location("/limituser", LOGIN, "<Limit POST DELETE>", "Require valid-user", "</Limit>"),
    "LimitExcept": location("/except", "<LimitExcept GET>", "Require ip 127.0.5", "</LimitExcept>"),
    "LimitExcept with a user": location("/exceptuser", LOGIN, "<LimitExcept GET POST>", "Require user anna",
                                        "</LimitExcept>"),
    "LimitExcept beside LimitExcept": location("/excepts", "<LimitExcept GET POST>", "Require ip 127.0.5",
                                               "</LimitExcept>", "<LimitExcept GET DELETE>", "Require ip 127.0.6",
                                               "</LimitExcept>"),
    "Limit by Order": location("/limitorder", "<Limit POST>", "Order allow,deny", "Allow from 127.0.5", "</Limit>"),
    "LimitExcept by Order": location("/exceptorder", "<LimitExcept GET>", "Order deny,allow", "Deny from all",
                                     "</LimitExcept>"),
    "Limit with Satisfy": location("/limitsatisfy", "Require ip 127.0.6", "Order allow,deny", "Allow from 127.0.5",
                                   "<Limit POST>", "Satisfy Any", "</Limit>"),
    "Limit with groups": location("/limitgroup", "<Limit POST>", "<RequireAll>", "Require ip 127.0.5",
                                  "Require method POST", "</RequireAll>", "</Limit>"),
    "outer": location("/outer", "Require all denied", "Order deny,allow", "Deny from 127.0.6"),
    "inner overrides Require": location("/outer/inner", "Require all granted"),
    "inner overrides Order": location("/outer/inner/order", "Order allow,deny", "Allow from 127.0.6"),
    "inner with Satisfy alone": location("/outer/inner/satisfy", "Satisfy All"),
    "later and wider": (location("/late-wide/in", "Require all granted")[0]
                        + "\n" + location("/late-wide", "Require ip 127.0.5")[0], "/late-wide/in /late-wide"),
    "an expression": ("<LocationMatch \"^/re[0-9]+$\">\nRequire ip 127.0.5\n</LocationMatch>", "/re1 /re1x /re /x/re1"),
    "an expression with a tilde": ("<Location ~ \"\\.(php|cgi)$\">\nRequire all denied\n</Location>",
                                   "/a.php /a.php/x /a.PHP /b.cgi?x=.php /c?x=.php"),
    "an expression behind a path": ("<Location /mixed>\nRequire all denied\n</Location>\n"
                                    "<LocationMatch ^/mixed/open>\nRequire all granted\n</LocationMatch>",
                                    "/mixed/x /mixed/open /mixed/openly"),
    "wildcards": ("<Location /w/*/z>\nRequire all denied\n</Location>\n"
                  "<Location /w?>\nRequire all denied\n</Location>", "/w/1/z /w/1/2/z /w/1/z/x /w1 /w1/x /w"),
    "a path with a slash behind": location("/slash/", "Require all denied", asked="/slash /slash/ /slash/x"),
    "a path that is none": location("slashless", "Require all denied", asked="/slashless"),
    "for members": ("<Proxy balancer://open/secret>\nRequire all denied\n</Proxy>\n"
                    "<ProxyMatch \"^balancer://open/m[0-9]+\">\nOrder allow,deny\nAllow from 127.0.5\n</ProxyMatch>\n"
                    "<Proxy balancer://open/st*r>\nRequire all denied\n</Proxy>",
                    "/o/x /o/secret /o/secrets /o/x/secret /o/m1 /o/x/m1 /o/star /o/st/x/r /o/stars /c/x"),
    "for members, and a Location": ("<Location /c/open>\nRequire all granted\n</Location>", "/c/open /c/opened"),
    "folders and files": ("<Files x>\nRequire all denied\n</Files>", "/not-forwarded /not-forwarded/x /granted/x"),
    "what is not forwarded": location("/not-forwarded/in", "Require all granted"),
    "what is not forwarded, by users": location("/not-forwarded/user", LOGIN, "Require user anna"),
}
