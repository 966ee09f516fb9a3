import { ServiceError } from '../../service';

/** CreateStateMachine found a state machine of the name that is another one. */
export class StateMachineAlreadyExists extends ServiceError {
  constructor(readonly stateMachineArn: string) {
    super('StateMachineAlreadyExists', `State Machine Already Exists: '${stateMachineArn}'`);
  }
}
