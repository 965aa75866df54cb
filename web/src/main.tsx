/** Starts the client: settings, words, who I am; then draws; then, a moment later, readies it for reading offline. */
import './styles/app.css';
import { render } from 'preact';
import { App } from './app/app';
import { watchHistory } from './app/router';
import { knowAccount } from './app/session';
import { speak } from './i18n';
import './net/signals';
import { connect } from './net/socket';
import { watchHands } from './ui/arming';
import { applySettings } from './ui/settings';

const root = document.getElementById('app') ?? document.body;

const READY_OFFLINE = 1_500;

applySettings();
watchHands();
watchHistory();
connect();
Promise.all([speak(), knowAccount()]).then(() => {
  render(<App />, root);
  setTimeout(() => void import('./offline').then((it) => it.begin()).catch(() => undefined), READY_OFFLINE);
});
