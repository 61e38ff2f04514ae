export const labHelp = `peerster-lab: the shipped gossip code on a virtual network

  peerster-lab spread             how fast rumors spread and what that costs, as a Markdown table

  --policy=P,...      eager, coinFlip                                         (both)
  --topology=T,...    complete, random-4, line, ring, star, tree, bridge      (the first three)
  --nodes=N,...       how many nodes, 2 to 1000                               (10,50,200)
  --loss=P,...        per cent of datagrams lost, 0 to 90                     (0,10,30)
  --seeds=N           runs of each case, with the seeds 1 to N                (20)
  --kinds             also what the datagrams were for (of seed 1)
  --json              one JSON line for each case instead of the table
  --help, --version

The default takes some minutes. The same seeds give the same figures on every machine.
`;
