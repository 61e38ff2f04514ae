import process from 'node:process';
import { expect, test, vi } from 'vitest';

test('runs from its arguments to a table', async () => {
  const [argv, exitCode] = [process.argv, process.exitCode];
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  process.argv = [
    ...argv.slice(0, 2),
    ...'spread --policy=eager --topology=line --nodes=3 --loss=0 --seeds=1'.split(' '),
  ];
  await import('./peersterLab.ts');
  write.mockRestore();
  expect(process.exitCode).toBe(0);
  [process.argv, process.exitCode] = [argv, exitCode];
  expect(output).toContain('npx peerster-lab spread --policy=eager');
  expect(output).toMatch(/\| eager \| line \| 3 \| 0 % \| \d+ ms \|/);
});
