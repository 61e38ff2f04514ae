/** One set of line icons on a grid of 16. They are decoration: the control that holds one has the name. */
const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.500 5.500h7v8h-7zM10.500 5.500v-3h-7v8h2',
  done: 'M3 8.500l3.200 3.200L13 4.800',
  down: 'M8 3v10M3.800 8.800L8 13l4.200-4.200',
  people:
    'M6 7.500a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600zM1.800 13.200c0-2.300 1.900-3.700 4.200-3.700s4.200 1.400 4.200 3.700M10.600 7.400a2.100 2.100 0 1 0-.6-4.100M11.300 9.600c1.700.3 2.900 1.600 2.900 3.600',
  plus: 'M8 3v10M3 8h10',
  settings:
    'M2.500 4.500h5M10.500 4.500h3M7.500 4.500a1.500 1.500 0 1 0 3 0a1.500 1.500 0 1 0-3 0M2.500 11.500h3M8.500 11.500h5M5.500 11.500a1.500 1.500 0 1 0 3 0a1.500 1.500 0 1 0-3 0',
  room: 'M2.500 3h11v8H8l-3.500 2.500V11h-2z',
  send: 'M2.500 8L13.500 3 9.500 13.500 7.800 9.300zM7.800 9.300L13.500 3',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.300v3.700M8 5v.2',
  more: 'M4 6.500l4 4 4-4',
  up: 'M8 13V3M3.800 7.200L8 3l4.200 4.200',
  warning: 'M8 2.500L14.300 13.300H1.700zM8 6.500v3.200M8 11.500v.2',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
