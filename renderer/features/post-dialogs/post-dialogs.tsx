import { useStores, useStoreValue } from '../stores/index.tsx';
import { BoostRestDialog } from './boost-rest-dialog.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { FilterPostDialog } from './filter-post-dialog.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { JobsDialog } from './jobs-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { SeveralDialog } from './several-dialog.tsx';
import { useJobNews } from './use-job-news.ts';

/** What is asked about a post or its author, over the page. Mounted once. */
export function PostDialogs() {
  const { postMenus } = useStores();
  const dialog = useStoreValue(postMenus, (state) => state.dialog);
  useJobNews();
  if (dialog === null) return null;
  const { closeDialog } = postMenus.getState();
  switch (dialog.kind) {
    case 'edit':
      return <EditDialog key={dialog.uri} uri={dialog.uri} onClose={closeDialog} />;
    case 'change':
      return <ChangeDialog key={`${dialog.deed} ${dialog.uri}`} dialog={dialog} onClose={closeDialog} />;
    case 'several':
      return <SeveralDialog key={`${dialog.act} ${dialog.target.uri}`} dialog={dialog} onClose={closeDialog} />;
    case 'boostRest':
      return <BoostRestDialog of={dialog.of} onClose={closeDialog} />;
    case 'filter':
      return <FilterPostDialog key={dialog.target.uri} target={dialog.target} onClose={closeDialog} />;
    case 'history':
      return <HistoryDialog key={dialog.uri} uri={dialog.uri} onClose={closeDialog} />;
    case 'report':
      return <ReportDialog key={dialog.handle} dialog={dialog} onClose={closeDialog} />;
    case 'person':
      return <PersonDialog key={dialog.handle} dialog={dialog} onClose={closeDialog} />;
    case 'jobs':
      return <JobsDialog onClose={closeDialog} />;
  }
}
