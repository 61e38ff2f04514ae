/** A process that does nothing, to tell what a machine that is busy with others adds to the event loop of one that works. */
import { watchEventLoop } from '../../src/peer/eventLoop.ts';

const loop = watchEventLoop();
process.on('message', () => process.send?.(loop.p99()));
process.once('disconnect', () => process.exit());
