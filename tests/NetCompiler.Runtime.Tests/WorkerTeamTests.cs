using System.Runtime.CompilerServices;
using NetCompiler.CompilerServices;
using Xunit;

namespace NetCompiler.Runtime.Tests;

/// <summary>The threads that share a session's runs: when they exist, what a meeting means, and that nothing that goes wrong leaves one behind.</summary>
public sealed class WorkerTeamTests
{
    private const int Meetings = 2000;
    private static readonly byte[] Checkpoint = SmallNetwork.Checkpoint(0).Build();

    [Fact]
    public void ANetworkWithoutWorkersHasNoTeam()
    {
        using NetworkSession session = NetworkSession.Load(SmallNetwork.Description, Checkpoint, null);
        Assert.Throws<InvalidOperationException>(() => session.Team);
    }

    [Fact]
    public void ThreadsComeWithTheFirstRunAndGoWithTheSession()
    {
        Thread?[] threads = new Thread?[3];
        NetworkSession session = Load(3, (worker, team) => threads[worker] = Thread.CurrentThread);
        using NetworkSession other = session.NewSession();
        Assert.All(threads, Assert.Null);
        Run(session, team => team.Dismiss());
        Thread[] first = [.. threads.OfType<Thread>()];
        Assert.Equal(2, first.Length);
        Assert.All(first, thread => Assert.True(thread.IsAlive && thread.IsBackground));
        Run(session, team => team.Dismiss());
        Assert.Equal(first, threads.OfType<Thread>());
        Run(other, team => team.Dismiss());
        Assert.DoesNotContain(threads[1], first);
        session.Dispose();
        Assert.All(first, thread => Assert.False(thread.IsAlive));
        Assert.True(threads[1]!.IsAlive);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void WhatIsWrittenBeforeAMeetingIsReadAfterIt(int workers)
    {
        // Not volatile: the meetings alone order these.
        int[] written = new int[workers * 64];
        int wrong = 0;
        using NetworkSession session = Load(workers, Work);
        for (int run = 0; run < 3; run++)
        {
            Array.Clear(written);
            Run(session, team =>
            {
                Work(0, team);
                team.Dismiss();
            });
        }

        Assert.Equal(0, wrong);

        void Work(int worker, WorkerTeam team)
        {
            for (int meeting = 1; meeting <= Meetings / workers; meeting++)
            {
                written[worker * 64] = meeting;
                team.Meet(worker);
                for (int other = 0; other < workers; other++)
                {
                    if (written[other * 64] != meeting)
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }

                team.Meet(worker);
            }
        }
    }

    [Fact]
    public void WorkersSeeTheInputAndTheSessionsMemory()
    {
        float[] input = [.. Enumerable.Range(0, SmallNetwork.Description.InputLength).Select(i => (float)i)];
        float last = 0;
        float weight = 0;
        using NetworkSession session = Load(2, (worker, team) =>
        {
            team.Meet(worker);
            last = Unsafe.Add(ref team.Input, SmallNetwork.Description.InputLength - 1);
            weight = team.Weights;
            team.Workspace = 7;
        });
        session.Begin(input, new float[SmallNetwork.Description.OutputLength]);
        session.Team.Meet(0);
        session.Team.Dismiss();
        Assert.Equal(input[^1], last);
        Assert.Equal(session.Weights, weight);
        Assert.Equal(7, session.Workspace);
        session.End();
    }

    [Fact]
    public void RunsAllocateNothingOnAnyThread()
    {
        long[] allocated = new long[3];
        using NetworkSession session = Load(3, Work);
        float[] input = new float[SmallNetwork.Description.InputLength];
        byte[] pixels = new byte[input.Length];
        float[] output = new float[SmallNetwork.Description.OutputLength];
        long[] before = new long[3];
        for (int run = 0; run < 300; run++)
        {
            session.Begin(input, output);
            Work(0, session.Team);
            session.Team.Dismiss();
            session.End();
            session.BeginPixels(pixels, output);
            Work(0, session.Team);
            session.Team.Dismiss();
            session.End();
            if (run % 50 == 0)
            {
                // Long enough to fall asleep: waking must not allocate either.
                Thread.Sleep(5);
            }

            if (run == 100)
            {
                allocated.CopyTo(before, 0);
            }
        }

        Assert.Equal(before, allocated);

        void Work(int worker, WorkerTeam team)
        {
            team.Meet(worker);
            allocated[worker] = GC.GetAllocatedBytesForCurrentThread();
            team.Meet(worker);
        }
    }

    [Fact]
    public void BetweenRunsTheThreadsSleep()
    {
        Thread?[] threads = new Thread?[3];
        using NetworkSession session = Load(3, (worker, team) => threads[worker] = Thread.CurrentThread);
        Run(session, team => team.Dismiss());
        Assert.All([.. threads.Skip(1)], thread => Assert.True(SpinWait.SpinUntil(() => IsAsleep(thread!), 5000)));
        for (int look = 0; look < 50; look++)
        {
            Thread.Sleep(1);
            Assert.All(threads.Skip(1), thread => Assert.True(IsAsleep(thread!)));
        }

        static bool IsAsleep(Thread thread) => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;
    }

    [Fact]
    public void AFailureOfAWorkerIsTheCallersAndTheNextRunIsSound()
    {
        bool fails = true;
        using NetworkSession session = Load(3, (worker, team) =>
        {
            if (fails && worker == 2)
            {
                throw new InvalidDataException("on purpose");
            }

            team.Meet(worker);
        });
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => Run(session, MeetOnce));
        Assert.IsType<InvalidDataException>(failure.InnerException);
        fails = false;
        Run(session, MeetOnce);
    }

    [Fact]
    public void AFailureOfTheCallerLeavesNoWorkerBehind()
    {
        int ended = 0;
        bool fails = true;
        using NetworkSession session = Load(3, (worker, team) =>
        {
            try
            {
                team.Meet(worker);
                team.Meet(worker);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        });
        for (int round = 1; round <= 3; round++)
        {
            fails = true;
            Assert.Throws<InvalidDataException>(() => Run(session, MeetTwice));

            // Run has ended, so nobody is at work any more.
            Assert.Equal((4 * round) - 2, Volatile.Read(ref ended));
            fails = false;
            Run(session, MeetTwice);
            Assert.Equal(4 * round, Volatile.Read(ref ended));
        }

        void MeetTwice(WorkerTeam team)
        {
            team.Meet(0);
            if (fails)
            {
                throw new InvalidDataException("on purpose");
            }

            team.Meet(0);
            team.Dismiss();
        }
    }

    [Fact]
    public void DisposingARunningSessionWaitsForItsEnd()
    {
        Thread? thread = null;
        NetworkSession session = Load(2, (worker, team) =>
        {
            thread = Thread.CurrentThread;
            team.Meet(worker);
        });
        session.Begin(new float[SmallNetwork.Description.InputLength], new float[SmallNetwork.Description.OutputLength]);
        session.Dispose();
        MeetOnce(session.Team);
        Assert.True(thread!.IsAlive);
        session.End();
        Assert.False(thread.IsAlive);
    }

    [Fact]
    public void AForgottenSessionsThreadsEnd()
    {
        Thread thread = Forget();
        for (int i = 0; i < 50 && thread.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }

        Assert.False(thread.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread Forget()
        {
            Thread? thread = null;
            Run(Load(2, (worker, team) => thread = Thread.CurrentThread), team => team.Dismiss());
            return thread!;
        }
    }

    [Fact]
    public void ManySessionsWithWorkersAtOnce()
    {
        using NetworkSession first = Load(3, (worker, team) => MeetOften(worker, team));
        int failures = 0;
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            try
            {
                using NetworkSession mine = first.NewSession();
                for (int run = 0; run < 20; run++)
                {
                    Run(mine, team =>
                    {
                        MeetOften(0, team);
                        team.Dismiss();
                    });
                }
            }
            catch (Exception)
            {
                Interlocked.Increment(ref failures);
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.Equal(0, failures);

        static void MeetOften(int worker, WorkerTeam team)
        {
            for (int i = 0; i < 10; i++)
            {
                team.Meet(worker);
            }
        }
    }

    [Fact]
    public void WorkersAreOneToSixtyFour()
    {
        Assert.Throws<ArgumentException>(() => Describe(0, (_, _) => { }));
        Assert.Throws<ArgumentException>(() => Describe(65, (_, _) => { }));
    }

    private static void MeetOnce(WorkerTeam team)
    {
        team.Meet(0);
        team.Dismiss();
    }

    private static void Run(NetworkSession session, Action<WorkerTeam> work)
    {
        session.Begin(new float[SmallNetwork.Description.InputLength], new float[SmallNetwork.Description.OutputLength]);
        try
        {
            work(session.Team);
        }
        finally
        {
            session.End();
        }
    }

    private static NetworkSession Load(int workers, WorkerEntry assist) => NetworkSession.Load(Describe(workers, assist), Checkpoint, null);

    private static NetworkDescription Describe(int workers, WorkerEntry assist) => SmallNetwork.Describe("Torchvision", workers, assist);
}
