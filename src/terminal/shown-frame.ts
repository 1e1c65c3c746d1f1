// The frame of the line being edited, as it stands on the terminal now.

import { emptyFrame, type Frame, type Place } from '../editor/frame.ts';
import { change, erase } from '../editor/screen.ts';

export interface ShownFrame {
  /** Changes what is on the screen into `next`, which begins where the cursor is if nothing is. */
  show(next: Frame): void;
  /** Takes it from the screen. */
  hide(): void;
  /** The codes that would; from then on it counts as hidden. */
  forget(): string;
  /** Where a place that counts its row from the cursor's is in the frame. */
  inFrame(place: Place): Place;
}

export function createShownFrame(write: (codes: string) => void): ShownFrame {
  let frame = emptyFrame;

  function forget(): string {
    const codes = erase(frame);
    frame = emptyFrame;
    return codes;
  }

  return {
    forget,
    show(next) {
      write(change(frame, next));
      frame = next;
    },
    hide: () => write(forget()),
    inFrame: ({ row, column }) => ({ row: frame.cursor.row + row, column }),
  };
}
