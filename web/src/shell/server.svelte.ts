// Whether the server answers, and what is to be asked again when it is back.

import { LostServer } from '../api/client'

/** So often a lost server is asked whether it is back. */
const AGAIN_MS = 2000

class Server {
  lost = $state(false)
  /** Grows each time that the server comes back: who read it asks again. */
  returns = $state(0)

  /** Notes an error of a request; `true` if it is that the server is lost. */
  notes(error: unknown): boolean {
    if (!(error instanceof LostServer)) return false
    if (!this.lost) {
      this.lost = true
      setTimeout(() => void this.look(), AGAIN_MS)
    }
    return true
  }

  private async look(): Promise<void> {
    try {
      await fetch('/health')
      this.lost = false
      this.returns += 1
    } catch {
      setTimeout(() => void this.look(), AGAIN_MS)
    }
  }
}

export const server = new Server()
