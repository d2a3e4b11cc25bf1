import type { Notification } from 'sarif'
import type { ScanReport } from '../model/scan-report.ts'
import { isIncomplete, SKIP_REASONS, type Skip } from '../model/skip.ts'
import { sayCount } from './amounts.ts'
import { messageText } from './sarif-message.ts'
import { fileLocation } from './sarif-results.ts'

/** More than a person reads, and little enough not to blow up the file. */
const MOST_NOTIFICATIONS = 1000

/** What the scan says of itself: skips, those that make it incomplete first, notices, and what was left off. */
export function scanNotifications(report: ScanReport, leftOff: number): Notification[] {
  const skips = [...report.skipped.filter(isIncomplete), ...report.skipped.filter((skip) => !isIncomplete(skip))]
  const notifications = [
    ...skips.map(skipNotification),
    ...report.notices.map((notice) => notification('notice', 'warning', notice)),
  ]
  const cut = notifications.length - MOST_NOTIFICATIONS
  return [
    ...(leftOff > 0
      ? [
          notification(
            'results-left-off',
            'warning',
            `${sayCount(leftOff, 'result')} left off: GitHub takes no more of a run.`,
          ),
        ]
      : []),
    ...notifications.slice(0, MOST_NOTIFICATIONS),
    ...(cut > 0 ? [notification('notifications-left-off', 'note', `${sayCount(cut, 'notification')} left off.`)] : []),
  ]
}

function skipNotification(skip: Skip): Notification {
  const detail = skip.detail === '' ? '' : `: ${skip.detail}`
  const commit = skip.commit === null ? '' : ` (commit ${skip.commit})`
  const text = `Not looked at, ${SKIP_REASONS[skip.reason].says}${commit}${detail}`
  return {
    ...notification(`skip/${skip.reason}`, isIncomplete(skip) ? 'error' : 'note', text),
    ...(skip.path === null ? {} : { locations: [{ physicalLocation: fileLocation(skip.path) }] }),
  }
}

function notification(id: string, level: 'error' | 'warning' | 'note', text: string): Notification {
  return { descriptor: { id }, level, message: messageText(text) }
}
