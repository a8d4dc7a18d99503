import { useEffect, type RefObject } from 'react';

/** Shows a `<dialog>` over everything while it is mounted; afterwards the focus is where it was before. */
export function useModal(box: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = box.current;
    const cameFrom = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      // The browser gives the focus back only while the element is in the page, and React has taken it out by now.
      if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    };
  }, [box]);
}
