import { GripVertical } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { currentWorkspace } from '../../stores/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { useStores } from '../stores/index.tsx';
import css from './columns.module.css';

export interface DragOrder {
  /** What a column is taken by. Only for pointers: the menu and the keys do the same. */
  handleOf(id: string): ReactNode;
  /** What makes a column a place to drop on. */
  targetOf(id: string): { onDragOver(event: DragEvent): void; onDragLeave(): void; onDrop(event: DragEvent): void };
  /** On which side of a column the dragged one would stand. */
  sideOf(id: string): 'before' | 'after' | undefined;
}

interface Over {
  readonly id: string;
  readonly side: 'before' | 'after';
}

/** Columns in the order they are dragged to. */
export function useDragOrder(): DragOrder {
  const { columns } = useStores();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };

  function drop(target: Over): void {
    if (dragged === null || dragged === target.id) return;
    const left = currentWorkspace(columns.getState()).columns.filter(({ id }) => id !== dragged);
    const index = left.findIndex(({ id }) => id === target.id);
    columns.getState().moveColumn(dragged, target.side === 'before' ? index : index + 1);
  }

  return {
    handleOf: (id) => (
      <span
        className={css.grip}
        draggable
        aria-hidden="true"
        data-tip={columnsText.drag}
        data-grip={id}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', '');
          setDragged(id);
        }}
        onDragEnd={end}
      >
        <GripVertical />
      </span>
    ),
    targetOf: (id) => ({
      onDragOver(event) {
        if (dragged === null) return;
        event.preventDefault();
        const side = sideAt(event);
        if (over?.id !== id || over.side !== side) setOver({ id, side });
      },
      onDragLeave: () => setOver(null),
      onDrop(event) {
        if (dragged === null) return;
        event.preventDefault();
        drop({ id, side: sideAt(event) });
        end();
      },
    }),
    sideOf: (id) => (dragged !== null && dragged !== id && over?.id === id ? over.side : undefined),
  };
}

function sideAt({ currentTarget, clientX }: DragEvent): 'before' | 'after' {
  const { left, width } = currentTarget.getBoundingClientRect();
  return clientX < left + width / 2 ? 'before' : 'after';
}
