/** Not built yet. */
import { Loading } from '../ui/bits';

export default function Screen(_: { document: string }) {
  return <main id="content"><Loading /></main>;
}
