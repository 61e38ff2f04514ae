/** The places of invitations: making one, where they stand in messages, and the question that each leads to. */
import type { Page } from 'playwright-core';
import type { Translate } from '../../../src/renderer/i18n/strings.ts';
import { LONGEST_GROUP } from './stories/invites.ts';
import { dialog, type Place } from './support/ways.ts';

/** By the switcher, which is there in every width. */
async function invite(page: Page, t: Translate): Promise<void> {
  await page.keyboard.press('Control+k');
  await dialog(page);
  await page.keyboard.type(t('invite'));
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: t('inviteCode') }).waitFor();
}

const open = (group: string) => async (page: Page) => {
  await page.getByRole('main').getByRole('button', { name: group }).press('Enter');
  await dialog(page);
};

export const invitePlaces: readonly Place[] = [
  { name: 'invite', story: 'chat', isMain: true, way: invite },
  { name: 'invite-long', story: 'invites', way: invite },
  { name: 'invite-only-this-machine', story: 'onlyThisMachine', way: invite },
  { name: 'invite-offline', story: 'offline', way: invite },
  { name: 'invitations', story: 'invites' },
  { name: 'join-question', story: 'invites', isMain: true, way: open('work') },
  { name: 'join-question-member', story: 'chat', way: (page, t) => paste(page, t, 'lobby&at=192.168.1.22:5000') },
  { name: 'join-question-long', story: 'invites', way: open(LONGEST_GROUP) },
  { name: 'join-question-no-address', story: 'invites', way: open('فريق العمل') },
  {
    name: 'join-refused',
    story: 'invites',
    way: async (page, t) => {
      await open('work')(page);
      await page.getByRole('button', { name: t('joinGroupSubmit'), exact: true }).press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'invite-bad', story: 'chat', way: (page, t) => paste(page, t, '') },
  {
    name: 'invite-bad-desktop',
    story: 'desktop',
    way: async (page) => {
      await page.evaluate(() =>
        // The stub of the story.
        (window as unknown as { fromDesktop(message: object): void }).fromDesktop({ type: 'link', link: 'peerster:' }),
      );
      await dialog(page);
    },
  },
];

async function paste(page: Page, t: Translate, rest: string): Promise<void> {
  const field = page.getByRole('textbox', { name: t('addPeerLabel') });
  await field.fill(`peerster://join?group=${rest}`);
  await field.press('Enter');
  await (rest === '' ? page.getByRole('alert') : page.getByRole('dialog')).waitFor();
}
