// `<SandShell>` and `<SandInspector>` for React 18 and 19: properties, callbacks and a ref, thinly
// around the elements. Rendered on a server they are empty elements.

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  type CSSProperties,
  type ForwardRefExoticComponent,
  type ReactElement,
  type RefAttributes,
} from 'react';
import {
  attributesOf,
  fetchLibrary,
  listenToShell,
  shellHandle,
  type ShellAttributes,
  type ShellEvents,
  type ShellHandle,
} from './shell-handle.ts';

export type { ShellAnswer, ShellAttributes, ShellEvents, ShellHandle } from './shell-handle.ts';

export interface ElementProps {
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
}

export interface SandShellProps extends ShellAttributes, ElementProps {
  readonly onReady?: (() => void) | undefined;
  readonly onCommand?: ((detail: ShellEvents['command']) => void) | undefined;
  readonly onResult?: ((detail: ShellEvents['result']) => void) | undefined;
  readonly onRequest?: ((detail: ShellEvents['request']) => void) | undefined;
  readonly onEvent?: ((detail: ShellEvents['event']) => void) | undefined;
}

const callbackNames = {
  ready: 'onReady',
  command: 'onCommand',
  result: 'onResult',
  request: 'onRequest',
  event: 'onEvent',
} as const;

/** The ref gives a `ShellHandle`. Give it a height, or `drawer`. */
export const SandShell: ForwardRefExoticComponent<SandShellProps & RefAttributes<ShellHandle>> =
  forwardRef<ShellHandle, SandShellProps>(function SandShell(props, ref) {
    const element = useRef<HTMLElement>(null);
    const latest = useRef(props);
    useEffect(() => {
      latest.current = props;
    });
    useEffect(() => {
      if (!element.current) return undefined;
      const end = listenToShell(element.current, (name, detail) => {
        latest.current[callbackNames[name]]?.(detail);
      });
      void fetchLibrary();
      return end;
    }, []);
    useImperativeHandle(ref, () => shellHandle(() => element.current), []);
    return createElement('sand-shell', {
      ref: element,
      ...attributesOf(props),
      ...elementProps(props),
    });
  });

/** The page's requests and events. */
export function SandInspector(props: ElementProps): ReactElement {
  useEffect(() => void fetchLibrary(), []);
  return createElement('sand-inspector', elementProps(props));
}

/** React 18 takes no `className` on elements like these. */
function elementProps({ id, className, style }: ElementProps): Record<string, unknown> {
  return { id, class: className, style };
}
