"""Which open ports are an exposure of their own, by nmap's service names (nmap-services file).

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
_EXPOSED = {name: (why, fix) for why, fix, names in _GROUPS for name in names.split()}


def exposure(service: str) -> tuple[str, str]:
    """Why an open port with this service is an exposure, and the mend; two "" when it is none."""
    why, fix = _EXPOSED.get(service, ("", ""))
    return why, fix.format(name=service)
