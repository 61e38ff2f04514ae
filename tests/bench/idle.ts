/** A process that does nothing, to tell what a machine that is busy with others adds to the event loop of one that works. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** As the peer measures itself. */
const RESOLUTION_MS = 10;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on('message', () => process.send?.(delay.percentile(99) / 1e6));
process.once('disconnect', () => process.exit());
