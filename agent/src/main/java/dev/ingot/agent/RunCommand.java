package dev.ingot.agent;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs until it is told to stop by SIGTERM or SIGINT. SIGHUP reads the configuration again.
@Command(name = "run", description = "Runs the agent.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = System.getLogger("ingot");

    @Mixin private ConfigOptions options;

    RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Agent agent = options.agent();
        Agent.Reading reading = agent.read();
        var problems = reading.configuration().problems();
        problems.warnings().forEach(problem -> LOG.log(Level.WARNING, "{0}", problem));
        if (reading.blueprint().isEmpty()) {
            System.err.print(Text.lines(problems.errors()));
            return 1;
        }
        // Whoever reads that the agent has started may send a signal at once.
        var stop = new CountDownLatch(1);
        Signals.onStop(stop::countDown);
        Signals.onHangUp(() -> Thread.ofPlatform().name("ingot-reload").start(agent::reload));
        try {
            agent.start(reading.blueprint().get());
        } catch (IOException notStarted) {
            LOG.log(Level.ERROR, "{0}", notStarted.getMessage());
            return 1;
        }
        stop.await();
        agent.close();
        return 0;
    }
}
