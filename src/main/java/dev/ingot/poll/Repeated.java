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
    private int repeats;
    private long lastTurn;

    public Repeated(int everyRounds, Scraper scraper) {
        this.scraper = scraper;
        this.everyRounds = everyRounds;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
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
