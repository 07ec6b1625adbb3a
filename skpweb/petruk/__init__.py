"""SI-PETRUK (sistem penilaian instrumen kinerja): the best people of the office are nominated, scored and decided.

Words: *instrumen* the versioned rule sheet of five indicators; *periode* the months that are assessed;
*penilaian* the scorecard of one nominee; *nilai luar* figures made elsewhere (e-Kinerja, predikat, perilaku),
each with its source; *team work* the score that only the head of the OPD gives; *tetapkan* the head's decision
written down in a berita acara. Source: spec/rules §7, after the guide of a regency's personnel board.
"""
