export const labHelp = `peerster-lab: the shipped gossip code on a virtual network

  peerster-lab spread             how fast rumors spread and what that costs, as a Markdown table

  peerster-lab state              nodes that each hold a state and gossip it until all agree

Of spread:
  --policy=P,...      eager, coinFlip                                         (both)
  --topology=T,...    complete, random-4, line, ring, star, tree, bridge      (the first three)
  --nodes=N,...       how many nodes, 2 to 1000                               (10,50,200)
  --loss=P,...        per cent of datagrams lost, 0 to 90                     (0,10,30)
  --seeds=N           runs of each case, with the seeds 1 to N                (20)
  --kinds             also what the datagrams were for (of seed 1)
  --json              one JSON line for each case instead of the table

Of state (docs/guide/state.md):
  --state=S           maximum, average, union                                 (maximum)
  --step=S            push, pull, push-pull                                   (push)
  --neighbour=N       uniform, least-recent                                   (uniform)
  --interval=A-B      ms between a node's rounds, at random                   (0-999)
  --use=FILE          a module with parts of your own
  --nodes=N           2 to 100000                                             (5)
  --topology=T        seed (the five nodes of the original), or as above      (seed; random-4 with --nodes)
  --loss=P            per cent of datagrams lost, 0 to 90                     (0)
  --seed=N            of all chance                                           (1)
  --virtual           as fast as it can instead of in real time
  --json              one JSON line at the end

  --help, --version

The default of spread takes some minutes. The same seeds give the same figures on every machine.
`;
