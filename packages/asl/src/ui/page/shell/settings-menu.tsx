import { theme, zone } from './settings';

/** Colours and zone. */
export function SettingsMenu() {
  return (
    <span class="settings">
      <label>
        <span class="visually-hidden">Times in</span>
        <select
          value={zone.value}
          onChange={(event) => {
            zone.value = event.currentTarget.value === 'utc' ? 'utc' : 'local';
          }}
        >
          <option value="local">Local time</option>
          <option value="utc">UTC</option>
        </select>
      </label>
      <label>
        <span class="visually-hidden">Colours</span>
        <select
          value={theme.value}
          onChange={(event) => {
            theme.value = (['light', 'dark'] as const).find((each) => each === event.currentTarget.value) ?? 'auto';
          }}
        >
          <option value="auto">System colours</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
    </span>
  );
}
