package dev.rheo.api.component;

/** The trait names that the host and the built-in components use. Plugins may add names of their own. */
public final class TraitNames {
    /** The path is conditioned on the data alone: b = 0, and the source sample is the noise. */
    public static final String PATH_ONE_SIDED = "path.one-sided";

    /** The path is conditioned on source and data. */
    public static final String PATH_TWO_SIDED = "path.two-sided";

    /** A two-sided path with noise of its own (s &gt; 0 inside): only its velocity is identifiable. */
    public static final String PATH_NOISE = "path.noise";

    /** The path is a Brownian bridge, whose marginals need the entropic plan with regularisation 2σ² (2V). */
    public static final String PATH_BRIDGE = "path.bridge";

    /** The path is x_t = a x1 + b x0 + s ε with functions of time that solvers may use. */
    public static final String PATH_GAUSSIAN = "path.gaussian";

    /** Both endpoints can be read from one prediction (one-sided, or two-sided without noise). */
    public static final String PATH_ENDPOINTS = "path.endpoints";

    /** The score of the path's marginals can be read from a prediction, whatever the objective. */
    public static final String PATH_SCORE = "path.score";

    /** The path has grid points instead of continuous time. */
    public static final String TIME_DISCRETE = "time.discrete";

    /**
     * Training times are not uniform, and their density weighs the loss; stated by the host. Samplers that divide their density
     * out of the loss do not count.
     */
    public static final String TIME_REWEIGHTED = "time.reweighted";

    /** Source samples are standard normal. */
    public static final String SOURCE_GAUSSIAN = "source.gaussian";

    /** The source gives the partner of each datum, in the order of the data. */
    public static final String SOURCE_PAIRED = "source.paired";

    /** The density of source samples is known. */
    public static final String SOURCE_DENSITY = "source.density";

    /** Source and data samples are paired independently. */
    public static final String COUPLING_INDEPENDENT = "coupling.independent";

    /** Pairs are drawn from an entropic plan. */
    public static final String COUPLING_ENTROPIC = "coupling.entropic";

    /** Pairs come from an exact optimal-transport plan of the batch (of each class, unless the whole batch is coupled). */
    public static final String COUPLING_EXACT_OT = "coupling.exact-ot";

    /** The coupling looks at the whole batch and ignores labels. */
    public static final String COUPLING_WHOLE_BATCH = "coupling.whole-batch";

    /** The plan's marginals are not source and data: weighted pairs have at most their mass, and the flow is between parts. */
    public static final String COUPLING_UNBALANCED = "coupling.unbalanced";

    /** Pairs carry weights. */
    public static final String PAIRS_WEIGHTED = "pairs.weighted";

    /** The trained model gives a velocity field. */
    public static final String DYNAMICS_VELOCITY = "dynamics.velocity";

    /** The trained model gives the score of its marginals. */
    public static final String DYNAMICS_SCORE = "dynamics.score";

    /** The trained model gives the expected datum. */
    public static final String DYNAMICS_DENOISED = "dynamics.denoised";

    /** The velocity's divergence can be computed: it is a differentiable field. */
    public static final String DYNAMICS_DIVERGENCE = "dynamics.divergence";

    /** The solver follows the velocity as an ordinary differential equation, and can follow it backwards. */
    public static final String SOLVER_ODE = "solver.ode";

    /**
     * The solver can go from data to source, along times that descend. Solvers with {@code solver.ode} need not state it.
     */
    public static final String SOLVER_BACKWARD = "solver.backward";

    /**
     * The solver's steps are written for the model's state, through the expected datum: it solves the model's equation, and no
     * other beside it.
     */
    public static final String SOLVER_DENOISER = "solver.denoiser";

    /** The solver draws noise while it solves. */
    public static final String SOLVER_STOCHASTIC = "solver.stochastic";

    /** The solver takes the steps of a time grid, in contrast to choosing its own. */
    public static final String SOLVER_FIXED_STEPS = "solver.fixed-steps";

    /** The solver asks the model at the times of its grid alone, never between them. */
    public static final String SOLVER_ON_GRID = "solver.on-grid";

    /** A solver that asks at the times of its grid alone asks at the last of them too. */
    public static final String SOLVER_AT_END = "solver.at-end";

    /** The time grid is not uniform in flow time. */
    public static final String GRID_NONUNIFORM = "grid.nonuniform";

    /** The field that is sampled is a mixture of a conditional and an unconditional one. */
    public static final String FIELD_GUIDED = "field.guided";

    /** The data comes with class labels; stated by the host once it has read the data's header. */
    public static final String DATA_LABELS = "data.labels";

    /** The data has rows at several flow times, and training pairs run from one to the next. */
    public static final String DATA_TIME_POINTS = "data.time-points";

    /** Some time points of the data are kept from training, to evaluate interpolation. */
    public static final String DATA_LEFT_OUT = "data.left-out";

    /** The flow is one of latents, which an autoencoder encodes the data to; stated by the host. */
    public static final String DATA_ENCODED = "data.encoded";

    /** The data comes with class labels, continuous conditions, or both; stated by the host like {@link #DATA_LABELS}. */
    public static final String DATA_CONDITIONED = "data.conditioned";

    /** The network is conditioned on continuous numbers; stated by the host, where data has them. */
    public static final String NETWORK_CONDITIONS = "network.conditions";

    /** The objective can place pairs on parts of flow time, between two time points of the data. */
    public static final String OBJECTIVE_LEGS = "objective.legs";

    /** The network is conditioned on class labels; stated by the host, since every network is where data has them. */
    public static final String NETWORK_CLASS_CONDITIONAL = "network.class-conditional";

    /** The network returns one number per sample. */
    public static final String NETWORK_SCALAR = "network.scalar";

    /** The network is continuously differentiable in its input; ReLU and SELU networks are not. */
    public static final String NETWORK_SMOOTH = "network.smooth";

    private TraitNames() {}
}
