import { expect, it } from 'vitest';
import { groupId } from './groupId.ts';

it('makes an id that is a folder name anywhere, the same for the same name', () => {
  for (const name of ['work', '../..', 'CON', '工作', 'a/b\\c']) {
    expect(groupId(name)).toMatch(/^[0-9a-f]{16}$/);
    expect(groupId(name)).toBe(groupId(name));
  }
  expect(groupId('work')).not.toBe(groupId('Work'));
});
