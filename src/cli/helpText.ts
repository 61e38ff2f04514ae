export const peersterHelp = `peerster: chat on a local network without a server (headless peer)

  peerster                        a peer of your own, with its page in the browser
  peerster --as Alex              the same, under a name; kept in a profile with a key
  peerster -name=A -gossipAddr=127.0.0.1:5000 -peers=127.0.0.1:5001 -UIPort=8080
                                  as the course's scripts start it: no key, nothing kept
  peerster environment            several gossipers in one process, started and stopped over HTTP
  peerster course-layout DIR      lays ./Peerster, ./client/client, _SharedFiles and _Downloads
                                  there, so that scripts for Go peers run against this one
  peerster report                 prints what a bug report needs, without secrets
  peerster doctor                 finds out why others can't be reached, and what to do
  peerster backup FILE            writes a profile (key, settings, messages) into one file
  peerster restore FILE           makes a profile of it again, under a new tag

Flags (-f=v, -f v, --f=v):
  -UIPort=8080        UDP port for clients, on this machine only
  -GUIPort=8080       TCP port of the page
  -gossipAddr=IP:PORT where to gossip (127.0.0.1:5000 with -name; else all interfaces, from port 5000)
  -name=NAME          exactly this origin, without a key
  -peers=IP:PORT,...  peers to begin with
  -simple             simple mode: every text to every peer, no rumors
  -antiEntropy=10     seconds between two statuses to a random peer; 0: none
  -rtimer=0           seconds between two route rumors; 0: none
  -hopLimit=10        hops of a private message
  --as=NAME           a profile with a key
  --data=FOLDER       where the profile is kept
  --ephemeral         keep no history (the name, key and peers of a profile stay)
  --group=NAME        the group to gossip in (the profile's, at first the lobby, open to course peers; none with -name)
  --discovery=false   don't look for peers on the network, nor be found (off with -name and on loopback)
  --shared=FOLDER     where files lie that are shared by their names (shared in the profile)
  --downloads=FOLDER  where fetched files go (downloads in the profile)
  --course-layout     _SharedFiles and _Downloads here for both (so with -name without --data)
  --policy=P          eager or coinFlip (with -name)
  --ui-host=HOST      where to serve the page; other than this machine only with a token file
  --token-file=FILE   the token that clients show; made if it is not there
  --log=KIND          course (with -name), json or quiet
  --help, --version

Of doctor (exit code 0: all is well; 1: problems; 2: wrong use):
  -GUIPort=8080       the page's port of the peer that runs; it does the examination
  --port=5000         without one: the port to look at
  --token-file=FILE   where that peer asks for a token
  --json              findings as JSON

Of environment (GET /health, /message, /private, /routes, /files, /node, /id; docs/guide/environment.md):
  --port=8080         TCP port of its page and routes, on this machine only
  --data=FOLDER       where the gossipers keep their logs; --ephemeral: nowhere
  -simple, -antiEntropy, -rtimer, -hopLimit: of each gossiper

Of backup and restore, besides --as and --data:
  --passphrase-file=FILE  its first line protects the backup; without it whoever has the file can read it
  --replace           restore: set the profile that is there aside (it is never deleted)
`;

export const clientHelp = `peerster-client: ask a running peer for something

  peerster-client -UIPort=8080 -msg=TEXT [-dest=NAME]
  peerster-client -UIPort=8080 -file=FILE [-request=HEX [-dest=NAME]]
  peerster-client -UIPort=8080 -keywords=A,B [-budget=N]

  -UIPort=8080    UDP port of the peer on this machine
  -msg=TEXT       say it to everyone, or to -dest alone
  -dest=NAME      the peer that it is for
  -file=FILE      share it; with -request, download under this name
  -request=HEX    the hash of the file's metafile
  -keywords=A,B   search for files
  -budget=N       how far to search
  --help, --version
`;
