/** The page's entry: clients for where it runs, and the interface on them. */
import '../api/withoutEval.ts';
import { FIRST_PEER } from '../api/groups.ts';
import { mount } from './app/mount.tsx';
import { openWays } from './lib/openClient.ts';

const element = document.querySelector<HTMLElement>('#root');
if (element === null) throw new Error('index.html has no #root');
const ways = await openWays(window);
// An environment's page opens one of its gossipers in this way; that one has no groups.
const gossiper = new URLSearchParams(location.search).get('peer');
if (gossiper === null) await mount(element, ways.peer(FIRST_PEER), ways);
else await mount(element, ways.peer(gossiper), undefined, gossiper);
