"""The one error that a user is meant to see."""


class PolicyAnalysisError(Exception):
    """Work that cannot be done, said in one sentence: what was found, what is allowed, what to do.

    The command line prints the message and exits with `status`, 1.

    Examples
    --------
    >>> raise PolicyAnalysisError("no readable page in 'x'; add .txt files or name another folder")
    Traceback (most recent call last):
    policyanalysis.errors.PolicyAnalysisError: no readable page in 'x'; add .txt files or name another folder
    """

    status = 1


class UsageError(PolicyAnalysisError):
    """A wrong argument (exit status 2), found before any work begins.

    >>> UsageError.status
    2
    """

    status = 2


class BusyError(PolicyAnalysisError):
    """Another run works at the same place (exit status 3); nothing was done.

    >>> BusyError.status
    3
    """

    status = 3
