package dev.rheo.runtime.experiment;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import org.jspecify.annotations.Nullable;

/**
 * The built components that an experiment has exactly one of (guidance, autoencoder: at most one).
 *
 * @param path the path that is trained on
 * @param sampled the path along which samples are drawn: {@code path} itself, unless the manifest names another
 */
public record Parts(
        DataSource data,
        @Nullable Autoencoder autoencoder,
        SourceDistribution source,
        ProbabilityPath path,
        ProbabilityPath sampled,
        Coupling coupling,
        TimestepSampler timesteps,
        NetworkArchitecture network,
        Objective objective,
        @Nullable Guidance guidance,
        Optimizer optimizer,
        LearningRateSchedule schedule,
        Solver solver,
        TimeGrid grid) {}
