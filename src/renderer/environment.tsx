/** The entry of the environment's page. */
import '../api/withoutEval.ts';
import { mountEnvironment } from './app/mountEnvironment.tsx';
import { openEnvironmentWay } from './lib/openClient.ts';

const element = document.querySelector<HTMLElement>('#root');
if (element === null) throw new Error('environment.html has no #root');
await mountEnvironment(element, openEnvironmentWay(window));
