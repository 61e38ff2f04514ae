/** What the menus of the desktop app say, in the language of the page. */
import type { DesktopWords } from '../../api/bridge.ts';
import type { Translate } from '../i18n/strings.ts';

const keys = {
  open: 'menuOpen',
  quit: 'menuQuit',
  settings: 'settings',
  about: 'menuAbout',
  doNotDisturb: 'doNotDisturb',
  off: 'dndOff',
  on: 'dndOn',
  hour: 'dndHour',
  tomorrow: 'dndTomorrow',
  file: 'menuFile',
  edit: 'menuEdit',
  view: 'menuView',
  window: 'menuWindow',
  help: 'menuHelp',
  undo: 'menuUndo',
  redo: 'menuRedo',
  cut: 'menuCut',
  copy: 'copy',
  paste: 'menuPaste',
  selectAll: 'menuSelectAll',
  reload: 'menuReload',
  actualSize: 'menuActualSize',
  zoomIn: 'menuZoomIn',
  zoomOut: 'menuZoomOut',
  fullScreen: 'menuFullScreen',
  minimize: 'menuMinimize',
  closeWindow: 'menuCloseWindow',
  hide: 'menuHide',
  hideOthers: 'menuHideOthers',
  showAll: 'menuShowAll',
} as const satisfies Record<keyof DesktopWords, Parameters<Translate>[0]>;

export function desktopWords(t: Translate): DesktopWords {
  const words = Object.entries(keys).map(([word, key]) => [word, t(key)]);
  return Object.fromEntries(words) as DesktopWords; // the table has all of them
}
