package dev.rheo.runtime.experiment;

import dev.rheo.runtime.diagnostic.DiagnosticCode;

/** What can be wrong between a valid manifest and the first training step. */
public enum ExperimentCode implements DiagnosticCode {
    DATA("RHEO-D001", "The data cannot be used", """
            The data set is missing, unreadable, empty, ragged, or has values that are not finite numbers. The message
            names the file and the place in it. Data is examined before training, so nothing has been lost."""),
    BATCH_TOO_LARGE("RHEO-D002", "The batch is larger than the training data", """
            Training goes through the rows that are not held out, each once an epoch, so a larger batch would hold rows
            twice. Lower train.batch, hold out less, or give more data."""),
    SOURCE_SHAPE("RHEO-D003", "Source and data have different shapes", """
            The flow carries a source sample to a datum, so both need the same dimensions. A source that is a data set
            must have rows of the data's shape."""),
    OT_BATCH("RHEO-D004", "The coupling's batch does not fit the training's", """
            With otBatch, a coupling pairs more samples at once than a minibatch holds, and hands the pairs out minibatch by
            minibatch. That needs a whole number of minibatches, and no row twice."""),
    PARTNERS("RHEO-D005", "Source and data are not pairs", """
            A paired source gives row k of its data set to row k of the data, so both sets need as many rows, in the same
            order. The message says how many each has."""),
    NETWORK_SHAPE("RHEO-S001", "The network cannot be built for this data", """
            The architecture does not support samples of the data's shape (or its labels), or its layers do not fit
            together. The message says which dimensions meet. Options of the network, or another network, help."""),
    LOSS_GRAPH("RHEO-S002", "The objective's loss cannot be built", """
            The objective writes its loss as a graph of operations on the network's output. It did not fit together
            for this network and data. This is usually a fault of the objective's plugin."""),
    LATENTS("RHEO-S004", "The autoencoder does not fit", """
            With an autoencoder the flow is one of latents: the data is encoded once, before the flow is trained, and what is drawn is
            decoded. The architecture does not support samples of the data's shape, or its parts do not fit together, or
            the data is prepared in a way that an encoding made once cannot follow."""),
    MEMORY("RHEO-S003", "Training would not fit into memory", """
            A training step keeps what its layers computed until their derivatives are done; how much that is follows from
            the network, the loss and the minibatch, and is known before anything is allocated. The limit is the
            machine's physical memory, or that of the container it runs in. A smaller train.batch needs less in
            proportion; train.accumulate makes up for it, the steps staying the same. The estimate has been within
            a fifth of what was measured."""),
    SHARDS("RHEO-S005", "The network cannot be computed in shards", """
            With train.shards several threads compute equal parts of a minibatch at the same time, each by a program of its own.
            Networks that are written as graphs or as TorchScript can be loaded as often as that; a block of DJL is one
            Java object, and torch.autograd goes back through it one minibatch at a time."""),
    CONSTRUCTION("RHEO-W001", "A component could not be built", """
            The component's class asks for something the host does not offer at its place, or its constructor failed.
            Components may ask for their configuration, RandomStreams, Components, and components that come before
            them: data, source, path, coupling, timesteps, network, objective, guidance, solver, metric."""),
    TIMES("RHEO-W002", "The timestep sampler does not fit", """
            Every probability path states the flow times at which it is regular, or, where time is discrete, the only times it
            has. The timestep sampler is truncated to the former, which needs some probability inside. On a path of
            discrete time each of its times gets the probability of the times around it; a sampler that has given times of
            its own must have them among the path's. A sampler that learns from losses needs an objective that tells the
            loss of each row."""),
    FAILED("RHEO-W003", "A component failed when it was asked whether it fits", """
            Before training every component is asked what the others have to know: the data for its header, the network
            whether it supports the data's shape, and so on. This one threw an exception that it should not throw. Its
            options may be at fault; if they are right, its author has to mend it."""),
    SOLVER("RHEO-W004", "The solver cannot be run", """
            A solver is an explicit Runge-Kutta method (with an error estimate, if its steps are adaptive), or a step rule
            with fixed steps. This is a fault of the solver's plugin."""),
    GRID("RHEO-W005", "The time grid does not fit", """
            A time grid gives one time more than the solver has steps, ascending over the path's domain. A path of discrete
            time has only so many steps to give; a grid of given times has exactly as many as there are times."""),
    SAMPLED_PATH("RHEO-W006", "The model cannot be sampled along that path", """
            sample.path samples a trained model along the schedule of another path: where both have the same
            signal-to-noise ratio, their states differ by a factor only. That needs two one-sided Gaussian paths, and a
            model that was trained at all times: a path of discrete time has only its grid points, which do not fall on
            those of another.""");

    private final String id;
    private final String title;
    private final String explanation;

    ExperimentCode(String id, String title, String explanation) {
        this.id = id;
        this.title = title;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
