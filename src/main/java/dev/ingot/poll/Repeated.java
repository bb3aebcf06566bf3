package dev.ingot.poll;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A scraper for what is expensive to read or changes seldom: reads in every so many rounds, and
/// repeats in the others what it read last, so that no backend takes its series for ended.
///
/// After a failure it reads again in the next round, and so it does after a round that it was left
/// out of because the target was gone: what it knew may have ended meanwhile.
public final class Repeated implements Scraper {
    private final Scraper scraper;
    private final int everyRounds;
    private @Nullable Round last;
    private int wait;
    private int repeats;
    private long lastTurn;

    public Repeated(int everyRounds, Scraper scraper) {
        this(everyRounds, 0, scraper);
    }

    /// @param later how many rounds it lets pass first, so that not all that is expensive is read
    ///   in the same round
    public Repeated(int everyRounds, int later, Scraper scraper) {
        this.scraper = scraper;
        this.everyRounds = everyRounds;
        this.wait = Math.min(later, everyRounds - 1);
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        if (wait > 0) {
            wait--;
            round.absent();
            return;
        }
        Round known = round.turn() == lastTurn + 1 ? last : null;
        lastTurn = round.turn();
        if (known == null || repeats + 1 >= everyRounds) {
            last = null;
            var fresh = new Round(round.timeNanos(), round.turn());
            scraper.scrape(fresh);
            last = fresh;
            repeats = 0;
            round.take(fresh);
        } else {
            repeats++;
            round.take(known);
        }
    }
}
