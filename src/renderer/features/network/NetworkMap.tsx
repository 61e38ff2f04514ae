import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { millisIn, standingMarks, standingOf, standingWords } from './figures.ts';
import { edgeWidth, MANY, SELF, type Graph, type GraphNode } from './graph.ts';
import type { Place } from './layout.ts';
import styles from './NetworkMap.module.css';
import { useLayout } from './useLayout.ts';

/** px that names need beyond their nodes. */
const MARGIN = { x: 56, y: 44 } as const;

interface NetworkMapProps {
  graph: Graph;
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** The pointer or the keyboard is on it. */
  onLook: (id: string | undefined) => void;
}

/** Peers as buttons, links as lines between them. The arrow keys go from one to the next. */
export function NetworkMap({ graph, chosen, onChoose, onLook }: NetworkMapProps) {
  const { t, locale } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  const [reached, setReached] = useState(SELF);
  const places = useLayout(graph);

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const isMany = graph.nodes.length > MANY;
  const at = (id: string): Place => {
    const { x, y } = places.get(id) ?? { x: 0, y: 0 };
    const [reachX, reachY] = [width / 2 - MARGIN.x, height / 2 - MARGIN.y];
    // A few peers are not driven to the edges of a wide frame.
    const few = Math.min(1, 0.4 + graph.nodes.length / 12);
    return { x: width / 2 + x * reachX * few, y: height / 2 - 4 + y * reachY * few };
  };
  const tabStop = graph.nodes.some(({ id }) => id === reached) ? reached : SELF;

  const onKey = (event: KeyboardEvent): void => {
    const index = graph.nodes.findIndex(({ id }) => id === tabStop);
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    const count = graph.nodes.length;
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : step === undefined ? undefined : index + step;
    if (to === undefined) return;
    event.preventDefault();
    frame.current?.querySelectorAll('button')[(to + count) % count]?.focus();
  };

  return (
    // The keys are those of the buttons within.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className={classes(styles.map, isMany && styles.many)}
      role="group"
      aria-label={t('networkMap')}
      title={t('networkMapKeys')}
      onKeyDown={onKey}
    >
      <svg className={styles.links} width={width} height={height} aria-hidden="true" focusable="false">
        {graph.edges.map(({ id, from, to, how, isUp, bytesPerSecond }) => {
          const [a, b] = [at(from), at(to)];
          return (
            <line
              key={id}
              className={classes(
                styles[how],
                !isUp && styles.down,
                (from === chosen || to === chosen) && styles.chosenLink,
              )}
              strokeWidth={how === 'measured' ? edgeWidth(bytesPerSecond) : 1}
              x1={a.x}
              y1={a.y}
              x2={b.x}
              y2={b.y}
            />
          );
        })}
        {graph.edges.map(({ id, from, to, how, roundTrip }) => {
          const isShown = how === 'measured' ? !isMany || to === chosen : from === chosen || to === chosen;
          if (roundTrip === null || !isShown) return undefined;
          const [a, b] = [at(from), at(to)];
          return (
            <text key={id} className={styles.time} x={a.x + (b.x - a.x) * 0.6} y={a.y + (b.y - a.y) * 0.6}>
              {millisIn(locale, roundTrip)}
            </text>
          );
        })}
      </svg>
      {width > 0 &&
        graph.nodes.map((node) => (
          <Node
            key={node.id}
            node={node}
            place={at(node.id)}
            isChosen={node.id === chosen}
            isTabStop={node.id === tabStop}
            onChoose={() => onChoose(node.id)}
            onFocus={() => setReached(node.id)}
            onLook={onLook}
          />
        ))}
    </div>
  );
}

interface NodeProps {
  node: GraphNode;
  place: Place;
  isChosen: boolean;
  isTabStop: boolean;
  onChoose: () => void;
  onFocus: () => void;
  onLook: (id: string | undefined) => void;
}

function Node({ node, place, isChosen, isTabStop, onChoose, onFocus, onLook }: NodeProps) {
  const { t } = useLanguage();
  const { id, origin, name, person, link, report } = node;
  const isSelf = id === SELF;
  const standing = isSelf ? undefined : standingOf(node);
  const words = standing === undefined ? t('you') : standingWords(standing, link ?? report, t);
  const shown = shownName(name) === '' ? t('unnamed') : shownName(name);
  const how = isSelf ? undefined : t(link === undefined ? 'networkReported' : 'networkMeasured');
  return (
    <button
      type="button"
      className={classes(styles.node, isSelf && styles.self, link === undefined && !isSelf && styles.heardOf)}
      style={{ left: place.x, top: place.y }}
      aria-pressed={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      onClick={onChoose}
      onFocus={() => {
        onFocus();
        onLook(id);
      }}
      onBlur={() => onLook(undefined)}
      onPointerEnter={() => onLook(id)}
      onPointerLeave={() => onLook(undefined)}
    >
      <span className={styles.face}>
        <Avatar seed={person ?? undefined} origin={origin} name={name} />
        {standing !== undefined && (
          <span className={classes(styles.mark, styles[standing])} aria-hidden="true">
            {standingMarks[standing]}
          </span>
        )}
      </span>
      <bdi className={styles.name}>{shown}</bdi>
      <span className={styles.words}>{words}</span>
      {how !== undefined && <Hidden>{how}</Hidden>}
    </button>
  );
}
