/** A component drawn anew only when one of its properties is another value. */
import { Component, h, type ComponentType } from 'preact';

export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const was = this.props as Record<string, unknown>;
      return Object.entries(next).some(([name, value]) => was[name] !== value);
    }
    override render() {
      return h(Inner, this.props as P);
    }
  };
}
