"""What nmap sees that is a weakness of its own: open ports by service name, answers of scripts.

The choice and the severity are a judgement of the project: services that carry passwords in the
clear, give control of the machine, or hold data behind no lock unless somebody fitted one.
"""

_GROUPS: tuple[tuple[str, str, str], ...] = (
    (
        "passes passwords in the clear",
        "Replace {name} with an encrypted service, or close it.",
        "telnet ftp tftp login shell exec rlogin rsh rexec pop2 finger vmware-auth",
    ),
    (
        "gives remote control of the machine",
        "Allow {name} only from the network of its administrators.",
        "ms-wbt-server vnc vnc-1 vnc-2 vnc-http X11 X11:1 X11:2 wsman wsmans winrm pcanywheredata "
        "teamviewer radmin adb ajp13 java-rmi rmiregistry docker docker-s kubelet etcd-client "
        "etcd-server ipmi-rmcp asf-rmcp",
    ),
    (
        "opens a data store to the network",
        "Allow {name} only from the servers that use it.",
        "mysql postgresql ms-sql-s ms-sql-m oracle oracle-tns mongodb mongod redis memcached "
        "memcache cassandra elasticsearch couchdb db2 ibm-db2 informix sybase influxdb",
    ),
    (
        "shares files or names of the inner network",
        "Allow {name} only from the network that needs it.",
        "microsoft-ds netbios-ssn netbios-ns msrpc rpcbind nfs nfs_acl mountd rsync snmp afp "
        "ldap svrloc",
    ),
)
_ANSWERS: dict[str, tuple[str, str]] = {
    "ftp-anon": ("Anonymous FTP login allowed", "Anybody may log in to the file service"),
    "http-open-proxy": ("open proxy", "Anybody may use the web proxy"),
    "smtp-open-relay": ("is an open relay", "Anybody may send mail through the server"),
    "mysql-empty-password": ("has empty password", "A database account has no password"),
    "ms-sql-empty-password": ("Login Success", "A database account has no password"),
    "x11-access": ("access is granted", "Anybody may watch and use the screen"),
    "realvnc-auth-bypass": ("vulnerable", "Anybody may take over the screen"),
    "smb-security-mode": ("message_signing: disabled", "Windows messages are not signed"),
    "smb2-security-mode": ("not required", "Windows messages need not be signed"),
    "dns-recursion": ("recursion appears to be enabled", "The name server answers anybody"),
    "sshv1": ("server supports sshv1", "Remote login takes a broken protocol"),
    "snmp-brute": ("valid credentials", "Network management opens with a guessed word"),
}
_EXPOSED = {name: (why, fix) for why, fix, names in _GROUPS for name in names.split()}


def exposure(service: str) -> tuple[str, str]:
    """Why an open port with this service is an exposure, and the mend; two "" when it is none."""
    why, fix = _EXPOSED.get(service, ("", ""))
    return why, fix.format(name=service)


def bad_answer(script: str, output: str) -> str:
    """What is wrong when a script got this answer, in plain words; "" when nothing is."""
    sign, wrong = _ANSWERS.get(script, ("", ""))
    return wrong if sign and sign.lower() in " ".join(output.split()).lower() else ""
