import { expect, test } from 'vitest';
import type { Network } from '../../../api/contract.ts';
import { fakePeerEntry } from '../../lib/fakeClient.ts';
import { fakeNetwork } from '../../lib/fakeNetwork.ts';
import { edgeWidth, graphOf, MAX_NODES, SELF } from './graph.ts';

const me = { origin: 'Me', name: 'Me', person: null };
const peers = (count: number) =>
  Array.from({ length: count }, (_, n) => fakePeerEntry(`10.0.0.${n}:5000`, { origin: `P${n}`, name: `P${n}` }));
const network = (count: number): Network => ({ links: fakeNetwork(peers(count), 0).links, reports: [] });
const report = (origin: string, ...to: [string, number | null][]): Network['reports'][number] => ({
  origin,
  name: origin,
  person: null,
  heardAt: 0,
  behind: 0,
  ahead: 0,
  links: to.map(([other, roundTrip]) => ({ origin: other, name: other, person: null, push: true, roundTrip })),
});
const edgesOf = (reports: Network['reports'], count = 2) =>
  graphOf(me, { ...network(count), reports }).edges.map(({ from, to, how, roundTrip }) => [from, to, how, roundTrip]);

test('alone there is only our own node', () => {
  expect(graphOf(me, network(0))).toEqual({ nodes: [{ id: SELF, ...me }], edges: [], total: 1 });
});

test('what others report is an edge between them, drawn once, with the time that somebody measured', () => {
  expect(edgesOf([report('P0', ['P1', null]), report('P1', ['P0', 4], ['Far', 9])])).toEqual([
    [SELF, 'P0', 'measured', null],
    [SELF, 'P1', 'measured', null],
    ['P1', 'P0', 'reported', 4],
    ['P1', 'Far', 'reported', 9],
  ]);
});

test('what we measured is not drawn from a report; who hears us and whom we do not know of, is', () => {
  expect(edgesOf([report('P0', ['Me', 3])], 1)).toEqual([[SELF, 'P0', 'measured', null]]);
  expect(edgesOf([report('Far', ['Me', 3])], 0)).toEqual([['Far', SELF, 'reported', 3]]);
});

test('several addresses of one origin are one node, shown by the one that answers', () => {
  const links = network(2).links.map((link, n) => ({
    ...link,
    origin: 'P',
    state: n === 0 ? ('unreachable' as const) : ('reachable' as const),
  }));
  const { nodes } = graphOf(me, { links, reports: [] });
  expect(nodes.map(({ link }) => link?.address)).toEqual([undefined, '10.0.0.1:5000']);
});

test('reported links can be left out', () => {
  const { nodes, edges } = graphOf(me, { ...network(1), reports: [report('P0', ['Far', 1])] }, false);
  expect([nodes.length, edges.length]).toEqual([2, 1]);
});

test(`at most ${MAX_NODES} nodes are drawn, and how many there are is told`, () => {
  expect(graphOf(me, network(MAX_NODES - 1)).nodes).toHaveLength(MAX_NODES);
  const { nodes, edges, total } = graphOf(me, network(MAX_NODES));
  expect([nodes.length, edges.length, total]).toEqual([MAX_NODES, MAX_NODES - 1, MAX_NODES + 1]);
});

test('an edge is wider with more traffic, within bounds', () => {
  expect([0, 9, 999_999, 1e12].map(edgeWidth)).toEqual([1, 2, 7, 7]);
});
