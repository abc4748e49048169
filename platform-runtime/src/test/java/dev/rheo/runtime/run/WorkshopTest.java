package dev.rheo.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.toy.ToyExperiment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkshopTest {
    private final ToyExperiment experiment = new ToyExperiment();

    @AfterEach
    void leaveOneThread() {
        TorchEngine.start().enterThread(1);
    }

    @Test
    void aRunThatGoesOnKeepsItsThreads() {
        experiment.threads = 0;
        assertThat(Workshop.open(experiment.blueprint()).threads()).isEqualTo(1);
        assertThat(Workshop.open(experiment.blueprint(), 2).threads()).isEqualTo(2);
    }

    @Test
    void theManifestsThreadsComeFirst() {
        experiment.threads = 1;
        assertThat(Workshop.open(experiment.blueprint(), 2).threads()).isEqualTo(1);
    }
}
