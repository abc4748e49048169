package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Option;

/** How entries that are known say something of the others: the section {@code sample.inpainting}. */
public record Inpainting(
        @Option(
                value =
                        "How often each evaluation corrects the unknown entries of the datum expected by what is known. Each"
                                + " correction evaluates the network and its derivative once. 0: known entries are only put into their"
                                + " places in the state, which is cheaper and leaves samples that heed them too little.",
                defaultsTo = "1",
                min = 0,
                max = 256,
                source = "Rozet et al. 2024, arXiv 2405.13712, sec. 4.2; 0: Lugmayr et al. 2022, arXiv 2201.09865")
        int corrections,

        @Option(
                value =
                        "What is added to the derivative that a correction divides by: the error that the network's own may"
                                + " have. More damping means weaker corrections.",
                defaultsTo = "0.02",
                min = 1e-6,
                max = 10)
        double damping,

        @Option(
                value =
                        "How often each stretch of the way is walked. Before it is walked again, noise is put back as the path has"
                                + " it, so that what was drawn early can heed what is known. 1: once. The cost goes with it.",
                defaultsTo = "1",
                min = 1,
                max = 1000,
                source = "Lugmayr et al. 2022, arXiv 2201.09865, sec. 4.2")
        int resamplings,

        @Option(
                value =
                        "How far a jump back goes: the length of a stretch as a part of all steps, of an adaptive solver as a part"
                                + " of flow time. The paper's 10 of 250 steps are 0.04.",
                defaultsTo = "0.04",
                min = 1e-3,
                max = 1,
                source = "Lugmayr et al. 2022, arXiv 2201.09865, sec. 5.5")
        double jumpLength) {
    /** Without jumps back. */
    public Inpainting(int corrections, double damping) {
        this(corrections, damping, 1, 1);
    }
}
