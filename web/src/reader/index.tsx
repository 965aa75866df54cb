/** Not built yet. */
import { Loading } from '../ui/bits';

export default function Screen(_: { paper: number; page: number }) {
  return <main id="content"><Loading /></main>;
}
