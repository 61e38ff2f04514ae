/** The places of the settings: every section, and the states of those that have some. */
import type { Page } from 'playwright-core';
import type { SettingsSection } from '../../../src/renderer/app/overlay.tsx';
import type { StringKey, Translate } from '../../../src/renderer/i18n/strings.ts';
import { clientDoes, type Place } from './support/ways.ts';

/** A section that is not named here is a type error. */
const sectionTitles: Readonly<Record<SettingsSection, StringKey>> = {
  appearance: 'settingsAppearance',
  name: 'settingsName',
  notifications: 'settingsNotifications',
  app: 'settingsApp',
  spreading: 'settingsSpreading',
  network: 'settingsNetwork',
  storage: 'settingsStorage',
  backup: 'settingsBackup',
  peers: 'peers',
  about: 'settingsAbout',
};

const openSettings =
  (section: SettingsSection) =>
  async (page: Page, t: Translate): Promise<void> => {
    await page.keyboard.press('Control+,');
    // Every title of a section is a sentence without parameters.
    const title = (t as (key: StringKey) => string)(sectionTitles[section]);
    await page.getByRole('dialog').getByRole('button', { name: title, exact: true }).press('Enter');
    await page.getByRole('heading', { level: 3, name: title, exact: true }).waitFor();
    if (section === 'about') await page.getByText(/^react-dom /).waitFor();
  };

const sections: readonly Place[] = (Object.keys(sectionTitles) as SettingsSection[]).map((section) => ({
  name: `settings-${section}`,
  // The app's own section is there in the desktop app only.
  story: section === 'app' ? 'desktop' : 'chat',
  isMain: section === 'appearance',
  way: openSettings(section),
}));

export const settingsPlaces: readonly Place[] = [
  ...sections,
  { name: 'settings-peers-long-names', story: 'longNames', way: openSettings('peers') },
  {
    name: 'settings-name-empty',
    story: 'chat',
    way: async (page, t) => {
      await openSettings('name')(page, t);
      await page.getByRole('dialog').getByRole('textbox').fill('  ');
      await page.getByRole('dialog').getByRole('textbox').press('Enter');
    },
  },
  {
    name: 'backup-working',
    story: 'chat',
    way: async (page, t) => {
      await openSettings('backup')(page, t);
      await page.getByRole('button', { name: t('backupMake') }).press('Enter');
      await page.getByText(t('backupMaking')).waitFor();
    },
  },
  {
    name: 'backup-ready',
    story: 'chat',
    way: async (page, t) => {
      await openSettings('backup')(page, t);
      await clientDoes(page, (client) =>
        client.emit({
          type: 'backup',
          backup: { state: 'ready', id: 'b1', name: 'peerster-Alex-2026-11-20.peerster', bytes: 12_400_000 },
        }),
      );
      await page.getByText(t('backupMade')).waitFor();
    },
  },
  {
    name: 'backup-failed',
    story: 'chat',
    way: async (page, t) => {
      await openSettings('backup')(page, t);
      await clientDoes(page, (client) =>
        client.emit({
          type: 'backup',
          backup: { state: 'failed', code: 'backup-failed', message: 'The backup could not be written.' },
        }),
      );
      await page.getByText(t('problemBackupFailed')).waitFor();
    },
  },
  { name: 'restore-in-the-app', story: 'desktop', way: openSettings('backup') },
  {
    name: 'restore-passphrase',
    story: 'desktop',
    way: async (page, t) => {
      await openSettings('backup')(page, t);
      await page.getByRole('button', { name: t('restoreChoose') }).press('Enter');
      await page.getByRole('button', { name: t('restoreGoOn') }).waitFor();
    },
  },
];
