"""OpenStack Swift with its S3 API, whole and on loopback alone: proxy, account, container and object server in one process.

Usage: swift-server.py FOLDER ACCESS_KEY SECRET_KEY. Prints the port of the S3 API, and ends with its standard input.
FOLDER must be on a file system with extended attributes.
"""
import os
import sys

import eventlet

eventlet.monkey_patch()
from eventlet import wsgi  # noqa: E402
from paste.deploy import loadapp  # noqa: E402
from swift.common.ring.builder import RingBuilder  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.middleware.s3api.s3request import S3Request  # noqa: E402
from swift.common.utils import NullLogger  # noqa: E402



def pass_on_creation_only():
    """Swift itself takes `If-None-Match: *`; this version of its S3 API refuses to pass it on, though S3 has it by now."""
    validate = S3Request._validate_headers

    def without_condition(request):
        condition = request.environ.pop('HTTP_IF_NONE_MATCH', None) if request.method == 'PUT' else None
        try:
            validate(request)
        finally:
            if condition == '*':
                request.environ['HTTP_IF_NONE_MATCH'] = condition

    S3Request._validate_headers = without_condition


pass_on_creation_only()
folder, access_key, secret_key = sys.argv[1:4]
utils.HASH_PATH_PREFIX = utils.HASH_PATH_SUFFIX = b'chancery'


def listen():
    return eventlet.listen(('127.0.0.1', 0))


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as out:
        out.write(text)
    return path


sockets = {kind: listen() for kind in ('account', 'container', 'object', 'proxy')}
os.makedirs(os.path.join(folder, 'devices', 'd1'), exist_ok=True)
write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = chancery\nswift_hash_path_prefix = chancery\n'
      '[storage-policy:0]\nname = one\ndefault = yes\n')
for kind in ('account', 'container', 'object'):
    ring = RingBuilder(2, 1, 0)
    ring.add_dev({'id': 0, 'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': sockets[kind].getsockname()[1],
                  'replication_ip': '127.0.0.1', 'replication_port': sockets[kind].getsockname()[1],
                  'device': 'd1', 'weight': 1.0, 'meta': ''})
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, kind + '.ring.gz'))

storage = """[DEFAULT]
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
fallocate_reserve = 0
disable_fallocate = true
[app:main]
use = egg:swift#{kind}
"""
proxy = """[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
allow_multipart_uploads = true
dns_compliant_bucket_names = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
{user}
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""
account, _, user = access_key.partition(':')
line = 'user_{0}_{1} = {2} .admin'.format(account, user, secret_key)
for kind in ('account', 'container', 'object'):
    conf = write(kind + '.conf', storage.format(folder=folder, kind=kind))
    app = loadapp('config:' + conf, global_conf={'log_level': 'ERROR'})
    eventlet.spawn(wsgi.server, sockets[kind], app, NullLogger(), log_output=False, max_size=256)
app = loadapp('config:' + write('proxy.conf', proxy.format(folder=folder, user=line)), global_conf={'log_level': 'ERROR'})
eventlet.spawn(wsgi.server, sockets['proxy'], app, NullLogger(), log_output=False, max_size=256)
print(sockets['proxy'].getsockname()[1], flush=True)
eventlet.tpool.execute(sys.stdin.read)
